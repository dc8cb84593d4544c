using System.ComponentModel;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Scripting;

/// <summary>What every loop of a cell calls each time around, so that an interrupt ends it. The session writes the call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellLoop
{
    /// <summary>Goes on, unless the cell that the calling thread runs is being stopped.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void Poll() => StoppableThreads.OfCallingThread?.ThrowIfStopping();
}
