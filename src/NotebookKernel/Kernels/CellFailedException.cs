using NotebookKernel.Scripting;

namespace NotebookKernel.Kernels;

/// <summary>Carries to the front why a C# cell failed, in the terms of its author.</summary>
/// <param name="error">Why.</param>
/// <param name="interrupted">True if it was interrupted.</param>
/// <param name="inner">The exception of the cell's code, if it was one.</param>
internal sealed class CellFailedException(CellError error, bool interrupted, Exception? inner) : Exception(error.Message, inner)
{
    public CellError Error { get; } = error;

    public bool Interrupted { get; } = interrupted;
}
