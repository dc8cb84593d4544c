using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKernel.Scripting;

namespace NotebookKernel.LanguageServices;

/// <summary>What the cells so far have made known: the world that the next cell is written in.</summary>
/// <param name="ExecutedCode">The code of the cells that ran, in order.</param>
/// <param name="References">The assemblies, with those of <c>#r</c>.</param>
/// <param name="Options">How cells are compiled: what is imported, where <c>#load</c> looks.</param>
internal sealed record ScriptContext(
    IReadOnlyList<string> ExecutedCode, IReadOnlyList<MetadataReference> References, CSharpCompilationOptions Options)
{
    /// <summary>The world of a session's next cell.</summary>
    public static ScriptContext Of(ScriptSession session) => session.CSharp.Context;
}
