using System.Reflection;
using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Packages;

namespace NotebookKernel.Kernels;

/// <summary>
/// Loads what packages bring for notebooks: <c>interactive-extensions/dotnet/*.dll</c> with an <see cref="IKernelExtension"/> or a
/// static <c>Load(Kernel)</c>, and <c>extension.dib</c>
/// (<see href="https://github.com/dotnet/interactive/blob/main/docs/extending-dotnet-interactive.md"/>). A package that this process
/// carries brings its extension among its own assemblies.
/// </summary>
/// <param name="root">The kernel that extensions extend.</param>
internal sealed class PackageExtensions(CompositeKernel root)
{
    private const string Script = "extension.dib";

    private readonly HashSet<string> loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Loads the extensions of packages that were just added.</summary>
    /// <exception cref="CellRefusedException">One of them failed.</exception>
    public async Task LoadAsync(IEnumerable<AddedPackage> packages, KernelInvocationContext context)
    {
        foreach (AddedPackage package in packages)
        {
            context.Publish(new PackageAdded(
                new ResolvedPackageReference(package.Name, package.Version, package.Assemblies, package.Folder), context.Command));
            foreach (string? file in ExtensionFiles(package).Where(file => loaded.Add(Path.GetFileName(file))))
            {
                await LoadAsync(package, AssemblyLoadContext.Default.LoadFromAssemblyPath(file));
            }

            FileInfo? script = package.Folder is { } folder ? new FileInfo(Path.Combine(Folder(folder), Script)) : null;
            if (script is { Exists: true })
            {
                await root.LoadAndRunInteractiveDocument(script, context.Command);
            }
        }
    }

    private static string Folder(string package) => Path.Combine(package, "interactive-extensions", "dotnet");

    private static IEnumerable<string> ExtensionFiles(AddedPackage package) => package.Folder switch
    {
        null => package.Assemblies,
        { } folder when Directory.Exists(Folder(folder)) => Directory.EnumerateFiles(Folder(folder), "*.dll").Where(AssemblyFile.IsManaged),
        _ => [],
    };

    private static IEnumerable<Type> PublicTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or TypeLoadException or ReflectionTypeLoadException)
        {
            // Built against something that is not here: it brings nothing that could be loaded.
            return [];
        }
    }

    private async Task LoadAsync(AddedPackage package, Assembly assembly)
    {
        if (assembly.GetReferencedAssemblies().All(reference => reference.Name != typeof(Kernel).Assembly.GetName().Name))
        {
            return;
        }

        foreach (Type? type in PublicTypes(assembly).Where(type => typeof(IKernelExtension).IsAssignableFrom(type) && !type.IsAbstract))
        {
            try
            {
                await ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(root);
            }
            catch (Exception e)
            {
                throw new CellRefusedException(
                    "ExtensionError",
                    $"The package {package.Name} {package.Version} was added, but its extension {type.Name} failed: {e.Message}");
            }
        }
    }
}
