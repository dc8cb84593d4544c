using System.Collections.Concurrent;

namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// The one thread on which every cell of a session starts, so that what a library keeps per thread (a random state, a
/// gradient mode) lasts from cell to cell. After an abort another thread takes over: .NET aborts a thread only once.
/// </summary>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly BlockingCollection<Func<bool>> work = [];

    public CellThread() => StartThread();

    /// <summary>Runs <paramref name="body"/> for a cell, stopped wherever it is when the cell is aborted.</summary>
    /// <returns>What it returned; cancelled if it was stopped, failed if it threw.</returns>
    public Task<T> RunAsync<T>(RunningCell cell, Func<T> body)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            var spent = false;
            try
            {
                cell.Enter();
                SynchronizationContext.SetSynchronizationContext(new InterruptibleContext(cell));
                T result = default!;
                cell.Threads.Run(() => result = body());
                completion.SetResult(result);
            }
            catch (OperationCanceledException) when (cell.Abort.IsCancellationRequested)
            {
                spent = true;
                completion.SetCanceled(cell.Abort);
            }
            catch (Exception e)
            {
                completion.SetException(e);
            }

            return spent;
        });
        return completion.Task;
    }

    public void Dispose() => work.CompleteAdding();

    private void StartThread() => new Thread(Loop, StackBytes) { IsBackground = true, Name = "Cells" }.Start();

    private void Loop()
    {
        while (!work.IsCompleted)
        {
            try
            {
                if (work.TryTake(out var item, Timeout.Infinite) && item())
                {
                    StartThread();
                    return;
                }
            }
            catch (ThreadInterruptedException)
            {
                // A cell interrupted its own thread (Thread.Interrupt), which strikes at the next wait: this one.
            }
        }
    }
}
