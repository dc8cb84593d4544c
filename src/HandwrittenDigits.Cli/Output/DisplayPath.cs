namespace HandwrittenDigits.Cli.Output;

/// <summary>Writes a path as a person would type it.</summary>
internal static class DisplayPath
{
    /// <summary>Short where it lies below the working folder, and quoted where it has to be.</summary>
    public static string Of(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        string shown = relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
        return shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown;
    }
}
