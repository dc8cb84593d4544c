using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Packages;

/// <summary>Collects the <c>#r</c> of a cell and of the files that it loads.</summary>
internal static class ReferenceDirectives
{
    public static IReadOnlyList<ReferenceDirective> In(SyntaxTree tree, string folder)
    {
        var found = new List<ReferenceDirective>();
        Collect(tree, folder, found, new HashSet<string>(StringComparer.Ordinal));
        return found;
    }

    private static void Collect(SyntaxTree tree, string folder, List<ReferenceDirective> found, HashSet<string> visited)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        foreach (ReferenceDirectiveTriviaSyntax directive in CellSyntax.References(tree))
        {
            int line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            found.Add(new ReferenceDirective(directive.File.ValueText.Trim(), folder, line));
        }

        foreach (LoadDirectiveTriviaSyntax load in root.GetLoadDirectives())
        {
            // A file that is not there is the compiler's error to tell, with its line.
            string path = Path.GetFullPath(load.File.ValueText, folder);
            if (File.Exists(path) && visited.Add(path))
            {
                Collect(CellCompiler.Parse(File.ReadAllText(path), path), Path.GetDirectoryName(path)!, found, visited);
            }
        }
    }
}

/// <summary>One <c>#r</c> of a cell or of a file that it loads.</summary>
/// <param name="Reference">What it names: a path, an assembly name, or a package as <c>nuget: Name, version</c>.</param>
/// <param name="BaseFolder">Where its relative paths start.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record ReferenceDirective(string Reference, string BaseFolder, int Line);
