using System.Collections.Concurrent;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// The one thread on which every cell of a session starts, so that what a library keeps per thread (a random state, a
/// gradient mode) lasts from cell to cell. Where a cell leaves it behind in a call that does not end, or ends it, another
/// takes over.
/// </summary>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly BlockingCollection<Work> work = [];

    public CellThread() => StartThread();

    /// <summary>Runs <paramref name="body"/> for a cell.</summary>
    /// <returns>What it returned; failed if it threw, cancelled if the session goes on without it.</returns>
    public Task<T> RunAsync<T>(RunningCell cell, Func<T> body)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(new Work(() => Run(cell, body, completion), completion.TrySetException));
        return completion.Task;
    }

    public void Dispose() => work.CompleteAdding();

    // False if another thread has taken over meanwhile.
    private bool Run<T>(RunningCell cell, Func<T> body, TaskCompletionSource<T> completion)
    {
        using CancellationTokenRegistration left = cell.Left.Register(() =>
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

    private void StartThread()
    {
        var current = new CurrentWork();
        var thread = new Thread(() => Loop(current), StackBytes) { IsBackground = true, Name = "Cells" };
        thread.Start();
        new Thread(() => Watch(thread, current)) { IsBackground = true, Name = "Watch over cells" }.Start();
    }

    private void Loop(CurrentWork current)
    {
        while (!work.IsCompleted)
        {
            try
            {
                if (work.TryTake(out Work? item, Timeout.Infinite))
                {
                    current.Work = item;
                    if (!item.Run())
                    {
                        return;
                    }

                    current.Work = null;
                }
            }
            catch (ThreadInterruptedException)
            {
                // A cell interrupted its own thread (Thread.Interrupt), which strikes at the next wait: this one.
            }
        }
    }

    // Native code can end a thread (pthread_exit) with no exception and no finally block: only its absence tells.
    private void Watch(Thread thread, CurrentWork current)
    {
        thread.Join();
        var ended = new CellRefusedException(
            "ThreadEnded", "The cell ended the thread that it ran on (pthread_exit, perhaps). What ran before keeps its effect.");
        if (current.Work?.Fail(ended) == true)
        {
            StartThread();
        }
    }

    private sealed record Work(Func<bool> Run, Func<Exception, bool> Fail);

    // What a thread is doing, for who watches over it.
    private sealed class CurrentWork
    {
        public volatile Work? Work;
    }
}
