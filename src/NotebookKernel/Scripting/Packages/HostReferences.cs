using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Packages;

/// <summary>The assemblies of this process that every cell can use without an <c>#r</c>.</summary>
internal static class HostReferences
{
    public static IEnumerable<PortableExecutableReference> ForEveryCell() =>
        new[] { typeof(Microsoft.DotNet.Interactive.Kernel), typeof(Formatter), typeof(IHtmlContent) }
            .Select(type => AssemblyFile.Reference(type.Assembly.Location));
}
