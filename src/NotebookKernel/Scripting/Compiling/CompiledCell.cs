using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>A cell that has compiled and is ready to run.</summary>
/// <param name="Compilation">What a later cell refers to.</param>
/// <param name="References">All that it and the cells before it may refer to.</param>
/// <param name="Start">
/// Starts the cell on the objects of the cells before it; null if there is nothing to run (usings alone).
/// </param>
/// <param name="HasValue">True if the cell ends in an expression of a type other than void, or returns something.</param>
internal sealed record CompiledCell(
    CSharpCompilation Compilation, IReadOnlyList<MetadataReference> References, Func<object?[], Task<object?>>? Start, bool HasValue)
{
    /// <summary>The compiler's warnings.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>True if its code reads the token of .NET Interactive's invocation context.</summary>
    public bool TakesKernelToken { get; init; }
}
