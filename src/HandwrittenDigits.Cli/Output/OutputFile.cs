using System.Text;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Writes a file in one step: a stop in the middle leaves what was there.</summary>
internal static class OutputFile
{
    /// <summary>Writes text, UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] bytes)
    {
        string part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllBytes(part, bytes);
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
