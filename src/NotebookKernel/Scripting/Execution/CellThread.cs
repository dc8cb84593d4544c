using System.Collections.Concurrent;

namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// The one thread on which every cell of a session starts, so that what a library keeps per thread (a random state, a
/// gradient mode) lasts from cell to cell. Where a cell leaves it behind in a call that does not end, another takes over.
/// </summary>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly BlockingCollection<Func<bool>> work = [];

    public CellThread() => StartThread();

    /// <summary>Runs <paramref name="body"/> for a cell.</summary>
    /// <returns>What it returned; failed if it threw, cancelled if the session goes on without it.</returns>
    public Task<T> RunAsync<T>(RunningCell cell, Func<T> body)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() => Run(cell, body, completion));
        return completion.Task;
    }

    public void Dispose() => work.CompleteAdding();

    // False if another thread has taken over meanwhile.
    private bool Run<T>(RunningCell cell, Func<T> body, TaskCompletionSource<T> completion)
    {
        using var left = cell.Left.Register(() =>
        {
            if (completion.TrySetCanceled(cell.Left))
            {
                StartThread();
            }
        });
        try
        {
            cell.Enter();
            SynchronizationContext.SetSynchronizationContext(new InterruptibleContext(cell));
            T result = default!;
            cell.Threads.Run(() => result = body());
            return completion.TrySetResult(result);
        }
        catch (Exception e)
        {
            return completion.TrySetException(e);
        }
    }

    private void StartThread() => new Thread(Loop, StackBytes) { IsBackground = true, Name = "Cells" }.Start();

    private void Loop()
    {
        while (!work.IsCompleted)
        {
            try
            {
                if (work.TryTake(out var item, Timeout.Infinite) && !item())
                {
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
