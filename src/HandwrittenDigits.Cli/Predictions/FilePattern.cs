namespace HandwrittenDigits.Cli.Predictions;

/// <summary>Files named by a pattern, where the shell has not expanded it: Windows' shells do not.</summary>
internal static class FilePattern
{
    /// <summary>The files that match, by name; the word itself where it is no pattern, or nothing matches.</summary>
    public static IEnumerable<string> Expand(string word)
    {
        string folder = Path.GetDirectoryName(word) is { Length: > 0 } named ? named : ".";
        string pattern = Path.GetFileName(word);
        if (pattern.IndexOfAny(['*', '?']) < 0 || File.Exists(word) || !Directory.Exists(folder))
        {
            return [word];
        }

        string[] found = [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)];
        return found.Length == 0 ? [word] : folder == "." ? found.Select(file => Path.GetFileName(file)) : found;
    }
}
