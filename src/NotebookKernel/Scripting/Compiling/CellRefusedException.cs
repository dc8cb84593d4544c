namespace NotebookKernel.Scripting.Compiling;

/// <summary>A cell that was not run, or not to its end, for a reason other than the compiler's or its own exceptions.</summary>
/// <param name="name">The sort of error, as <see cref="CellError.Name"/> shows it.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class CellRefusedException(string name, string message) : Exception(message)
{
    public CellError Error { get; } = new(name, message, message.Split('\n'));
}
