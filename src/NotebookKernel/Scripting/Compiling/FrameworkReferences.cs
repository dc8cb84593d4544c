using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>What cells compile against of .NET itself.</summary>
internal static class FrameworkReferences
{
    /// <summary>
    /// The reference assemblies of the targeting pack, smaller than the real ones and with documentation; without an SDK
    /// the assemblies that this process runs on.
    /// </summary>
    public static IEnumerable<PortableExecutableReference> Load()
    {
        string? folder = TargetingPack();
        return Directory.EnumerateFiles(folder ?? RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")
            .Where(path => folder is not null || AssemblyFile.IsManaged(path))
            .Order(StringComparer.Ordinal)
            .Select(AssemblyFile.Reference);
    }

    private static string? TargetingPack()
    {
        // <root>/shared/Microsoft.NETCore.App/10.0.1/ has its pack at <root>/packs/Microsoft.NETCore.App.Ref/10.0.x/ref/net10.0/
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packs = new DirectoryInfo(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"));
        Version version = Environment.Version;
        return packs.Exists
            ? packs.EnumerateDirectories($"{version.Major}.{version.Minor}.*")
                .OrderByDescending(pack => Version.TryParse(pack.Name, out Version? number) ? number : new Version(0, 0))
                .Select(pack => Path.Combine(pack.FullName, "ref", $"net{version.Major}.{version.Minor}"))
                .FirstOrDefault(Directory.Exists)
            : null;
    }
}
