using System.Text.Json.Nodes;

namespace NotebookKernel.Scripting.Packages;

/// <summary>What a restore brought: files in the global packages folder.</summary>
/// <param name="Versions">Package id to the version that was chosen.</param>
/// <param name="CompileFiles">What cells compile against.</param>
/// <param name="RuntimeFiles">The assemblies to load.</param>
/// <param name="NativeFiles">The native libraries of this platform.</param>
/// <param name="Folders">Package id to where it was unpacked.</param>
internal sealed record RestoredPackages(
    IReadOnlyDictionary<string, string> Versions,
    IReadOnlyList<string> CompileFiles,
    IReadOnlyList<string> RuntimeFiles,
    IReadOnlyList<string> NativeFiles,
    IReadOnlyDictionary<string, string> Folders)
{
    /// <summary>True if every file is still there: a cache of packages may have been cleared.</summary>
    public bool IsWhole => CompileFiles.Concat(RuntimeFiles).Concat(NativeFiles).All(File.Exists);

    /// <summary>Reads NuGet's <c>project.assets.json</c>, of which the target for this platform counts.</summary>
    public static RestoredPackages Read(string assetsFile, string runtimeIdentifier)
    {
        JsonObject document = JsonNode.Parse(File.ReadAllText(assetsFile))!.AsObject();
        var folders = document["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        JsonObject target = document["targets"]!.AsObject().Single(
            candidate => candidate.Key.EndsWith("/" + runtimeIdentifier, StringComparison.Ordinal)).Value!.AsObject();
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var roots = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var files = new Dictionary<string, List<string>> { ["compile"] = [], ["runtime"] = [], ["native"] = [] };
        foreach ((string? library, JsonNode? content) in target)
        {
            string[] name = library.Split('/');
            versions[name[0]] = name[^1];
            string path = (string)document["libraries"]![library]!["path"]!;
            roots[name[0]] =
                folders.Select(folder => Path.Combine(folder, path)).FirstOrDefault(Directory.Exists) ?? Path.Combine(folders[0], path);
            foreach ((string? kind, List<string>? list) in files)
            {
                list.AddRange((content![kind]?.AsObject() ?? [])
                    .Select(asset => asset.Key)
                    .Where(asset => !asset.EndsWith("/_._", StringComparison.Ordinal))
                    .Select(asset => InFolder(folders, path, asset)));
            }
        }

        return new RestoredPackages(versions, files["compile"], files["runtime"], files["native"], roots);
    }

    private static string InFolder(List<string> folders, string package, string asset)
    {
        var candidates = folders.Select(folder => Path.Combine(folder, package, asset)).ToList();
        return candidates.FirstOrDefault(File.Exists) ?? candidates[0];
    }
}

/// <summary>A package that cells can use from now on.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it was unpacked; null for one that this process carries.</param>
/// <param name="Assemblies">The files of its assemblies.</param>
internal sealed record AddedPackage(string Name, string Version, string? Folder, IReadOnlyList<string> Assemblies);
