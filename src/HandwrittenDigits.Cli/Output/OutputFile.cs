using System.Text;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>Writes a file in one step: a stop in the middle leaves what was there.</summary>
internal static class PageFile
{
    /// <summary>Writes text, UTF-8.</summary>
    public static void Write(string path, string text)
    {
        string part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllText(part, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
