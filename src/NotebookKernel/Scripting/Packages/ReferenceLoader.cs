using Microsoft.CodeAnalysis;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Packages;

/// <summary>Finds what the <c>#r</c> of a cell name and makes it usable, for the compiler and at run time.</summary>
internal sealed class ReferenceLoader(string folder, ReferenceSet references)
{
    private readonly AssemblyFinder finder = AssemblyFinder.Instance;
    private readonly PackageRestorer restorer = new(folder);
    private readonly List<PackageRequest> restored = [];
    private readonly HashSet<PackageRequest> carried = [];
    private readonly HashSet<string> carriedNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> loadedFolders = new(StringComparer.Ordinal);
    private readonly List<string> sources = [];

    /// <summary>Makes the assemblies that a cell names usable, and the packages of the files that it loads.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Stops a restore.</param>
    /// <exception cref="CellRefusedException">Something it names cannot be found.</exception>
    public async Task LoadAsync(SyntaxTree tree, ICellOutput output, CancellationToken cancellation)
    {
        var packages = new PackageDirectives();
        foreach (ReferenceDirective directive in ReferenceDirectives.In(tree, folder))
        {
            if (PackageRequest.Parse(directive.Reference) is not { } request)
            {
                AddFile(directive);
            }
            else
            {
                packages.Requests.Add(request);
            }
        }

        await AddPackagesAsync(packages, output, cancellation);
    }

    /// <summary>Makes packages usable.</summary>
    /// <param name="packages">Which, and where they come from.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Stops a restore.</param>
    /// <returns>Those that were not usable before, with all that they depend on.</returns>
    /// <exception cref="CellRefusedException">One of them cannot be found.</exception>
    public async Task<IReadOnlyList<AddedPackage>> AddPackagesAsync(
        PackageDirectives packages, ICellOutput output, CancellationToken cancellation)
    {
        sources.AddRange(packages.Sources.Except(sources));
        if (packages.Requests.Any(request => request.Name.Length == 0))
        {
            throw new CellRefusedException("ReferenceError", "The package's name is missing: #r \"nuget: Name, version\".");
        }

        var added = new List<AddedPackage>();
        var missing = packages.Requests
            .Where(request => !TakeFromHost(request, output, added) && !restored.Contains(request))
            .ToList();
        if (missing.Count > 0)
        {
            await RestoreAsync(missing, output, added, cancellation);
        }

        return added;
    }

    private static CellRefusedException Refused(ReferenceDirective directive, string message) =>
        new("ReferenceError", $"line {directive.Line}, #r \"{directive.Reference}\": {message}");

    private void AddFile(ReferenceDirective directive)
    {
        string path = Path.GetFullPath(directive.Reference, directive.BaseFolder);
        if (File.Exists(path))
        {
            if (!AssemblyFile.IsManaged(path))
            {
                throw Refused(directive, $"{path} is not a .NET assembly. #r takes .dll files of .NET.");
            }

            finder.AddFolder(Path.GetDirectoryName(path)!);
            finder.AddAssembly(path);
            references.Add([AssemblyFile.Reference(path)]);
        }
        else if (!references.Contains(directive.Reference) && !references.Contains(Path.GetFileNameWithoutExtension(path)))
        {
            throw Refused(
                directive,
                $"There is no file {path}. Name a .dll by its path from the notebook's folder, or a package as " +
                "#r \"nuget: Name, version\".");
        }
    }

    private bool TakeFromHost(PackageRequest request, ICellOutput output, List<AddedPackage> added)
    {
        if (HostPackages.Find(request.Name) is not { } package)
        {
            return false;
        }

        references.Add(HostPackages.AssembliesOf(package).Select(AssemblyFile.Reference));
        if (carriedNames.Add(package.Name))
        {
            added.Add(new AddedPackage(package.Name, package.Version, Folder: null, HostPackages.OwnAssembliesOf(package)));
        }

        if (carried.Add(request) && request.IsPinned && request.Version != package.Version)
        {
            output.Write(
                OutputStream.StandardError,
                $"{package.Name} {request.Version} is asked for; this program carries {package.Version}, which is used.\n");
        }

        return true;
    }

    private async Task RestoreAsync(
        List<PackageRequest> missing, ICellOutput output, List<AddedPackage> added, CancellationToken cancellation)
    {
        string displayId = Guid.NewGuid().ToString("N");
        output.Display(MimeBundle.OfText($"Restoring {string.Join(", ", missing)} ..."), displayId);

        // Together with what earlier cells asked for, so that the versions fit; what is loaded already stays loaded.
        var requests = restored.Where(known => !missing.Any(request => SameName(request, known))).Concat(missing).ToList();
        RestoredPackages packages = await restorer.RestoreAsync(requests, sources, cancellation);
        restored.Clear();
        restored.AddRange(requests);

        foreach (string file in packages.RuntimeFiles)
        {
            finder.AddAssembly(file);
        }

        foreach (string file in packages.NativeFiles)
        {
            finder.AddNative(file);
        }

        // What the program carries itself is what the runtime will load, so it is what the cell must compile against.
        references.Add(packages.CompileFiles.Select(
            file => AssemblyFile.Reference(HostPackages.AssemblyPath(Path.GetFileNameWithoutExtension(file)) ?? file)));
        IEnumerable<string> versions =
            missing.Select(request => $"{request.Name} {packages.Versions.GetValueOrDefault(request.Name, "?")}");
        output.Update(MimeBundle.OfText($"Packages: {string.Join(", ", versions)}"), displayId);
        added.AddRange(packages.Folders
            .Where(package => loadedFolders.Add(package.Value))
            .Select(package => new AddedPackage(
                package.Key,
                packages.Versions[package.Key],
                package.Value,
                [.. packages.RuntimeFiles.Where(file => file.StartsWith(package.Value, StringComparison.Ordinal))])));
    }

    private static bool SameName(PackageRequest a, PackageRequest b) =>
        string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
}
