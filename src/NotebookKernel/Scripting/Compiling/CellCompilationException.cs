using Microsoft.CodeAnalysis;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>A cell that does not compile.</summary>
internal sealed class CellCompilationException(IReadOnlyList<Diagnostic> errors, IReadOnlyList<Diagnostic> diagnostics)
    : Exception(errors[0].GetMessage())
{
    /// <summary>The errors, at least one.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; } = errors;

    /// <summary>The errors and the warnings beside them.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
