using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Scripting.Packages;

/// <summary>The packages and projects that this process already carries, as its own <c>.deps.json</c> lists them.</summary>
internal static class HostPackages
{
    private static readonly Lazy<Dictionary<string, string>> Paths = new(ReadPaths);
    private static readonly Lazy<Dictionary<string, HostPackage>> Packages = new(ReadPackages);

    /// <summary>The file of an assembly that the program brought along, null if it brought none of that name.</summary>
    public static string? AssemblyPath(string simpleName) => Paths.Value.GetValueOrDefault(simpleName);

    /// <summary>The package or project of that name, null if the program carries none.</summary>
    public static HostPackage? Find(string name) => Packages.Value.GetValueOrDefault(name);

    /// <summary>The files of a package's assemblies and of those of all that it depends on.</summary>
    public static IReadOnlyList<string> AssembliesOf(HostPackage package)
    {
        var reached = new Dictionary<string, HostPackage>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<HostPackage>([package]);
        while (open.TryPop(out HostPackage? next))
        {
            if (reached.TryAdd(next.Name, next))
            {
                foreach (HostPackage dependency in next.Dependencies.Select(Find).OfType<HostPackage>())
                {
                    open.Push(dependency);
                }
            }
        }

        return [.. reached.Values.SelectMany(item => item.AssemblyNames).Select(AssemblyPath).OfType<string>().Distinct()];
    }

    /// <summary>The files of a package's own assemblies.</summary>
    public static IReadOnlyList<string> OwnAssembliesOf(HostPackage package) =>
        [.. package.AssemblyNames.Select(AssemblyPath).OfType<string>()];

    private static Dictionary<string, string> ReadPaths()
    {
        // The runtime's own list: what the program brought and the assemblies of .NET.
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        return paths;
    }

    private static Dictionary<string, HostPackage> ReadPackages()
    {
        // The program's own file comes first, those of the frameworks follow.
        string files = (string?)AppContext.GetData("APP_CONTEXT_DEPS_FILES") ?? "";
        string? path = files.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return File.Exists(path) ? Read(File.ReadAllText(path)) : [];
    }

    /// <summary>Reads the text of a <c>.deps.json</c>.</summary>
    internal static Dictionary<string, HostPackage> Read(string json)
    {
        var packages = new Dictionary<string, HostPackage>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var document = JsonNode.Parse(json);
            string? target = (string?)document?["runtimeTarget"]?["name"];
            foreach ((string? library, JsonNode? content) in target is null ? [] : document!["targets"]?[target]?.AsObject() ?? [])
            {
                string[] name = library.Split('/');
                IEnumerable<string> dependencies = content?["dependencies"]?.AsObject().Select(entry => entry.Key) ?? [];
                IEnumerable<string> assemblies =
                    content?["runtime"]?.AsObject().Select(entry => Path.GetFileNameWithoutExtension(entry.Key)) ?? [];
                packages[name[0]] = new HostPackage(name[0], name[^1], [.. dependencies], [.. assemblies]);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not the file of a .NET program: then this one carries nothing, and packages are restored.
        }

        return packages;
    }
}

/// <summary>A package or project that this process carries.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Dependencies">The ids of what it depends on.</param>
/// <param name="AssemblyNames">The simple names of its assemblies.</param>
internal sealed record HostPackage(
    string Name, string Version, IReadOnlyList<string> Dependencies, IReadOnlyList<string> AssemblyNames);
