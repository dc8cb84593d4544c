namespace NotebookKernel.Scripting;

/// <summary>How a cell ended.</summary>
/// <param name="Value">The value of its last expression, null if it has none or the cell failed.</param>
/// <param name="Error">Why it failed, null if it did not.</param>
/// <param name="Interrupted">
/// True if an interrupt came while it ran. <paramref name="Error"/> then says so, unless the cell saw its token and ended
/// by itself: its value stands, but cells queued behind it should not run.
/// </param>
public sealed record CellResult(MimeBundle? Value, CellError? Error, bool Interrupted)
{
    /// <summary>True if the cell ran to its end.</summary>
    public bool Succeeded => Error is null;
}

/// <summary>Why a cell failed, in the terms of the cell's author.</summary>
/// <param name="Name">The exception's type name, or <c>CompilationError</c>.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Traceback">Lines to show: the compiler's errors with the cell's own line and column, or the exception
/// and those of its frames that are user code.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback);
