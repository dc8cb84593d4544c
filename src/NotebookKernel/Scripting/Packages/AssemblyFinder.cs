using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NotebookKernel.Scripting.Packages;

/// <summary>
/// Answers the runtime when it looks for an assembly or a native library that the program did not bring: by simple name,
/// among what the cells refer to. Whatever the program did bring comes before this.
/// </summary>
/// <remarks>It answers as long as the process lives, as the code of cells does: a finalizer may need a native library late.</remarks>
internal sealed class AssemblyFinder
{
    private readonly ConcurrentDictionary<string, string> assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> natives = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> folders = new(StringComparer.Ordinal);

    private AssemblyFinder()
    {
        AssemblyLoadContext.Default.Resolving += ResolveAssembly;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += ResolveNative;
    }

    /// <summary>The process's own.</summary>
    public static AssemblyFinder Instance { get; } = new();

    /// <summary>Makes one assembly findable by its simple name; the first of a name stays.</summary>
    public void AddAssembly(string path) => assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);

    /// <summary>Makes a native library findable by its file name, with or without prefix and extension.</summary>
    public void AddNative(string path) => natives.TryAdd(Path.GetFileName(path), path);

    /// <summary>Looks in this folder for whatever is found nowhere else: what lies beside an assembly that a cell named.</summary>
    public void AddFolder(string folder) => folders.TryAdd(folder, true);

    private Assembly? ResolveAssembly(AssemblyLoadContext context, AssemblyName name)
    {
        // An older version than asked for is refused by the runtime's own search but serves all the same.
        Assembly? loaded = context.Assemblies.FirstOrDefault(
            assembly => string.Equals(assembly.GetName().Name, name.Name, StringComparison.OrdinalIgnoreCase));
        if (loaded is not null)
        {
            return loaded;
        }

        string? path = HostPackages.AssemblyPath(name.Name!)
            ?? (assemblies.TryGetValue(name.Name!, out string? known) ? known : null)
            ?? folders.Keys.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
        return path is null ? null : context.LoadFromAssemblyPath(path);
    }

    private nint ResolveNative(Assembly assembly, string name)
    {
        foreach (string fileName in FileNames(name))
        {
            string? path = natives.TryGetValue(fileName, out string? known)
                ? known
                : folders.Keys.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
            if (path is not null && NativeLibrary.TryLoad(path, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }

    // The forms in which a DllImport may name a file, as the runtime tries them.
    private static IEnumerable<string> FileNames(string name)
    {
        (string? prefix, string? extension) = OperatingSystem.IsWindows() ? ("", ".dll")
            : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        return new[] { name, name + extension, prefix + name + extension, prefix + name }.Distinct(StringComparer.Ordinal);
    }
}
