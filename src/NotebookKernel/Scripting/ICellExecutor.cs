namespace NotebookKernel.Scripting;

/// <summary>Runs cells one after the other, in this process or in one of its own.</summary>
public interface ICellExecutor : IAsyncDisposable
{
    /// <summary>Runs a cell after those before it; a cell that fails is told in the result, not thrown.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="output">Where its output goes; threads that outlive the cell may call it later still.</param>
    /// <param name="interrupt">Stops the cell, also one that waits its turn.</param>
    Task<CellResult> ExecuteAsync(string code, ICellOutput output, CancellationToken interrupt);
}
