using Microsoft.CodeAnalysis;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>A cell that does not compile.</summary>
internal sealed class CellCompilationException(IReadOnlyList<Diagnostic> errors) : Exception(errors[0].GetMessage())
{
    public IReadOnlyList<Diagnostic> Errors { get; } = errors;
}
