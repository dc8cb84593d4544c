namespace NotebookKernel.Scripting;

/// <summary>Why a cell failed, in the terms of the cell's author.</summary>
/// <param name="Name">The exception's type name, or <c>CompilationError</c>.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Traceback">Lines to show: the compiler's errors with the cell's own line and column, or the exception
/// and those of its frames that are user code.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback);
