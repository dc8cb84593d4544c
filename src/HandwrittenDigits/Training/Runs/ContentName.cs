using System.Security.Cryptography;
using System.Text;

namespace HandwrittenDigits.Training.Runs;

/// <summary>A name that follows from a content: the first of its SHA-256's hexadecimal digits.</summary>
internal static class ContentName
{
    /// <summary>How many digits a name has: of 100,000 contents, two have the same with a chance of one in 50,000.</summary>
    public const int Length = 12;

    /// <summary>The name of a text.</summary>
    public static string Of(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..Length];
}
