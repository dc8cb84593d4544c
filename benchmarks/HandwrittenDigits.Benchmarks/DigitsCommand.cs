namespace HandwrittenDigits.Benchmarks;

/// <summary>The program <c>digits</c>, built beside this one.</summary>
internal static class DigitsCommand
{
    /// <summary>Its assembly.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string Find()
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\'));
        string path = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "HandwrittenDigits.Cli", configuration, "digits.dll"));
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"There is no {path}: build src/HandwrittenDigits.Cli in the same configuration first.");
    }
}
