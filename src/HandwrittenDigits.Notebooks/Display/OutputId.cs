using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>
/// Names for elements of a page that all outputs share. They follow from what is shown and how often it was shown before, so
/// that a notebook run twice gives the same bytes, while two outputs with the same content do not meet.
/// </summary>
public static class OutputId
{
    private static readonly ConcurrentDictionary<string, int> Uses = new();

    /// <summary>A new id, a valid HTML id and JavaScript property name.</summary>
    /// <param name="prefix">What it starts with: lower-case letters and hyphens.</param>
    /// <param name="content">What the output shows.</param>
    public static string Next(string prefix, string content)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12];
        string id = $"{prefix}-{hash}";
        return $"{id}-{Uses.AddOrUpdate(id, 1, (_, uses) => uses + 1)}";
    }
}
