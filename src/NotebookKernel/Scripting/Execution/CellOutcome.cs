using Microsoft.CodeAnalysis;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Execution;

/// <summary>What came of a C# cell.</summary>
internal sealed record CellOutcome
{
    /// <summary>The outcome of a cell that was stopped before it began.</summary>
    public static CellOutcome WasInterrupted { get; } = new() { Error = CellErrors.Interrupted, Interrupted = true };

    /// <summary>The value of its last expression or of its <c>return</c>.</summary>
    public object? Value { get; init; }

    /// <summary>The value as it is shown; null if the cell has none.</summary>
    public MimeBundle? Shown { get; init; }

    /// <summary>Why it failed, null if it did not.</summary>
    public CellError? Error { get; init; }

    /// <summary>The exception behind <see cref="Error"/>, if there is one.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The compiler's warnings, and its errors if there are any.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>True if an interrupt came while it ran.</summary>
    public bool Interrupted { get; init; }
}
