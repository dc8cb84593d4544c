using System.ComponentModel;
using NotebookKernel.Scripting.Execution;

namespace NotebookKernel.Scripting;

/// <summary>What the code of a cell calls in every loop and method, so that an interrupt ends it. The session weaves the call in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellCode
{
    /// <summary>Goes on, unless the cell that the calling code belongs to is being stopped.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void Poll()
    {
        // One load and one branch while no cell is being stopped: a tight loop hardly feels it.
        if (CellThreads.AnyStopping)
        {
            RunningCell.OfCallingCode?.Threads.ThrowIfStopping();
        }
    }
}
