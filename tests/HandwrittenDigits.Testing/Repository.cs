namespace HandwrittenDigits.Testing;

/// <summary>The checkout that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>HandwrittenDigits.slnx</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The built command line, <c>digits.dll</c>, of the same configuration as the tests.</summary>
    public static string DigitsAssembly { get; } = Path.Combine(
        Root,
        "artifacts",
        "bin",
        "HandwrittenDigits.Cli",
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
        "digits.dll");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HandwrittenDigits.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No HandwrittenDigits.slnx above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
