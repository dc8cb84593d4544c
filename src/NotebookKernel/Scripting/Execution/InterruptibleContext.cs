namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// Runs what a cell does after an <c>await</c> where an interrupt can stop it: on the pool, among the cell's threads.
/// </summary>
/// <remarks>
/// It binds the code to no one thread, so that <c>task.Result</c> in a cell cannot deadlock, as it cannot in a program
/// without a synchronization context.
/// </remarks>
internal sealed class InterruptibleContext(RunningCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        // Once the session has gone on without the cell, nothing of it begins any more.
        if (!cell.Left.IsCancellationRequested)
        {
            ThreadPool.QueueUserWorkItem(_ => Run(d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback callback, object? state)
    {
        SynchronizationContext? previous = Current;
        SetSynchronizationContext(this);
        try
        {
            cell.Threads.Run(() => callback(state));
        }
        catch (Exception) when (cell.IsInterrupted)
        {
            // The cell was stopped here; its result says so.
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }
}
