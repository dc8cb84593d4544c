using NotebookKernel.Scripting.Execution;

namespace NotebookKernel;

/// <summary>The running cell, for its own code.</summary>
public static class Cell
{
    /// <summary>
    /// Cancelled by an interrupt. Pass it on to what the cell waits for: a cell that has asked for it gets a moment to
    /// end by itself before it is stopped. Never cancelled outside of a cell.
    /// </summary>
    public static CancellationToken CancellationToken => RunningCell.Current?.TakeToken() ?? CancellationToken.None;
}
