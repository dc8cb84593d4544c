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
    private readonly List<string> sources = [];

    /// <summary>Makes everything that the cell refers to usable.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="packageSources">Where packages come from, beside NuGet's configuration.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Stops a restore.</param>
    /// <exception cref="CellRefusedException">Something it names cannot be found.</exception>
    public async Task LoadAsync(
        SyntaxTree tree, IReadOnlyList<string> packageSources, ICellOutput output, CancellationToken cancellation)
    {
        sources.AddRange(packageSources.Except(sources));
        var missing = new List<PackageRequest>();
        foreach (var directive in ReferenceDirectives.In(tree, folder))
        {
            if (PackageRequest.Parse(directive.Reference) is not { } request)
            {
                AddFile(directive);
            }
            else if (request.Name.Length == 0)
            {
                throw Refused(directive, "The package's name is missing: #r \"nuget: Name, version\".");
            }
            else if (!TakeFromHost(request, output) && !restored.Contains(request))
            {
                missing.Add(request);
            }
        }

        if (missing.Count > 0)
        {
            await RestoreAsync(missing, output, cancellation);
        }
    }

    private static CellRefusedException Refused(ReferenceDirective directive, string message) =>
        new("ReferenceError", $"line {directive.Line}, #r \"{directive.Reference}\": {message}");

    private void AddFile(ReferenceDirective directive)
    {
        var path = Path.GetFullPath(directive.Reference, directive.BaseFolder);
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

    private bool TakeFromHost(PackageRequest request, ICellOutput output)
    {
        if (HostPackages.Find(request.Name) is not { } package)
        {
            return false;
        }

        references.Add(HostPackages.AssembliesOf(package).Select(AssemblyFile.Reference));
        if (carried.Add(request) && request.IsPinned && request.Version != package.Version)
        {
            output.Write(
                OutputStream.StandardError,
                $"{package.Name} {request.Version} is asked for; this program carries {package.Version}, which is used.\n");
        }

        return true;
    }

    private async Task RestoreAsync(List<PackageRequest> missing, ICellOutput output, CancellationToken cancellation)
    {
        var displayId = Guid.NewGuid().ToString("N");
        output.Display(MimeBundle.OfText($"Restoring {string.Join(", ", missing)} ..."), displayId);

        // Together with what earlier cells asked for, so that the versions fit; what is loaded already stays loaded.
        var requests = restored.Where(known => !missing.Any(request => SameName(request, known))).Concat(missing).ToList();
        var packages = await restorer.RestoreAsync(requests, sources, cancellation);
        restored.Clear();
        restored.AddRange(requests);

        foreach (var file in packages.RuntimeFiles)
        {
            finder.AddAssembly(file);
        }

        foreach (var file in packages.NativeFiles)
        {
            finder.AddNative(file);
        }

        // What the program carries itself is what the runtime will load, so it is what the cell must compile against.
        references.Add(packages.CompileFiles.Select(
            file => AssemblyFile.Reference(HostPackages.AssemblyPath(Path.GetFileNameWithoutExtension(file)) ?? file)));
        var versions = missing.Select(request => $"{request.Name} {packages.Versions.GetValueOrDefault(request.Name, "?")}");
        output.Update(MimeBundle.OfText($"Packages: {string.Join(", ", versions)}"), displayId);
    }

    private static bool SameName(PackageRequest a, PackageRequest b) =>
        string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
}
