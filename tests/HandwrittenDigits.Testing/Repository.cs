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

    /// <summary>The C# files in some of the repository's folders, but for what a build wrote there.</summary>
    public static IEnumerable<string> Sources(params IEnumerable<string> folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(name => name is "bin" or "obj"));

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
