namespace NotebookKernel.Scripting.Packages;

/// <summary>The packages and projects that this process already carries, as its own <c>.deps.json</c> lists them.</summary>
internal static class HostPackages
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Paths = new(ReadPaths);

    /// <summary>The file of an assembly that the program brought along, null if it brought none of that name.</summary>
    public static string? AssemblyPath(string simpleName) => Paths.Value.GetValueOrDefault(simpleName);

    private static Dictionary<string, string> ReadPaths()
    {
        // The runtime's own list: what the program brought and the assemblies of .NET.
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        return paths;
    }
}
