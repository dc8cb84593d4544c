using Microsoft.CodeAnalysis;
using NotebookKernel.Scripting.Compiling;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Scripting.Packages;

/// <summary>Finds what the <c>#r</c> of a cell name and makes it usable, for the compiler and at run time.</summary>
internal sealed class ReferenceLoader : IDisposable
{
    private readonly string folder;
    private readonly ReferenceSet references;
    private readonly AssemblyFinder finder = new();

    public ReferenceLoader(string folder, ReferenceSet references)
    {
        this.folder = folder;
        this.references = references;
    }

    /// <summary>Makes everything that the cell refers to usable.</summary>
    /// <exception cref="ReferenceException">Something it names cannot be found.</exception>
    public Task LoadAsync(SyntaxTree tree, RunningCell cell)
    {
        foreach (var directive in ReferenceDirectives.In(tree, folder))
        {
            if (!directive.Reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            {
                AddFile(directive);
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose() => finder.Dispose();

    private void AddFile(ReferenceDirective directive)
    {
        var path = Path.GetFullPath(directive.Reference, directive.BaseFolder);
        if (File.Exists(path))
        {
            if (!AssemblyFile.IsManaged(path))
            {
                throw new ReferenceException(directive, $"{path} is not a .NET assembly. #r takes .dll files of .NET.");
            }

            finder.AddFolder(Path.GetDirectoryName(path)!);
            finder.AddAssembly(path);
            references.Add([AssemblyFile.Reference(path)]);
        }
        else if (!references.Contains(directive.Reference) && !references.Contains(Path.GetFileNameWithoutExtension(path)))
        {
            throw new ReferenceException(
                directive,
                $"There is no file {path}. Name a .dll by its path from the notebook's folder, or a package as " +
                "#r \"nuget: Name, version\".");
        }
    }
}
