using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Packages;

/// <summary>The assemblies of this process that every cell can use without an <c>#r</c>, those of .NET Interactive.</summary>
internal static class HostReferences
{
    // By name where naming a type would load the assembly at every start.
    private static readonly string[] Unloaded = ["System.Reactive", "Newtonsoft.Json"];

    public static IEnumerable<PortableExecutableReference> ForEveryCell() =>
        new[] { typeof(CellCode), typeof(Kernel), typeof(InteractiveDocument), typeof(Formatter), typeof(IHtmlContent) }
            .Select(type => type.Assembly.Location)
            .Concat(Unloaded.Select(HostPackages.AssemblyPath).OfType<string>())
            .Select(AssemblyFile.Reference);
}
