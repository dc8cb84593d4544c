using System.Runtime;

namespace NotebookKernel.Scripting.Execution;

/// <summary>The threads that run code of one cell, each of which can be stopped without its cooperation.</summary>
internal sealed class StoppableThreads(CancellationToken abort)
{
    [ThreadStatic]
    private static StoppableThreads? ofCallingThread;

    private readonly HashSet<Thread> threads = [];
    private volatile bool stopping;
    private SpinLock gate = new(enableThreadOwnerTracking: false);

    /// <summary>The cell's threads of which the calling one is, or none.</summary>
    public static StoppableThreads? OfCallingThread => ofCallingThread;

    /// <summary>Runs <paramref name="action"/>, stopped wherever it is in managed code when the cell is aborted.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action action)
    {
        try
        {
            // Obsolete by way of warning: an abort can leave shared state half changed. This is the use it was made for (a
            // host of user-written code), and what the host shares with cells changes inside finally, where none strikes.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => RunAwake(action), abort);
#pragma warning restore SYSLIB0046
        }
        catch (ThreadInterruptedException) when (abort.IsCancellationRequested)
        {
            throw new OperationCanceledException(abort);
        }
    }

    /// <summary>True while a thread runs code of the cell.</summary>
    public bool Busy
    {
        get
        {
            var busy = false;
            Locked(() => busy = threads.Count > 0);
            return busy;
        }
    }

    /// <summary>Ends every loop of the cell the next time that it polls.</summary>
    public void Stop() => stopping = true;

    /// <summary>What a loop of the cell polls.</summary>
    /// <exception cref="OperationCanceledException">The cell is being stopped.</exception>
    public void ThrowIfStopping()
    {
        if (stopping)
        {
            throw new OperationCanceledException("The cell was interrupted.");
        }
    }

    /// <summary>Wakes the threads that sleep or wait, which the abort alone does not.</summary>
    public void Wake() => Locked(() =>
    {
        foreach (var thread in threads)
        {
            thread.Interrupt();
        }
    });

    // Inside the controlled execution, whose own waits an interrupt must never strike: the process would die of it.
    private void RunAwake(Action action)
    {
        var thread = Thread.CurrentThread;
        var outer = ofCallingThread;
        try
        {
            Locked(() => threads.Add(thread));
            ofCallingThread = this;
            action();
        }
        finally
        {
            ofCallingThread = outer;
            Locked(() => threads.Remove(thread));
            ForgetInterrupt();
        }
    }

    // An interrupt that came too late to wake anything would strike at the thread's next wait, which is not the cell's.
    private void ForgetInterrupt()
    {
        if (abort.IsCancellationRequested)
        {
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                // Forgotten.
            }
        }
    }

    // A spin lock, since taking one is no wait that an interrupt could strike.
    private void Locked(Action action)
    {
        var taken = false;
        try
        {
            gate.Enter(ref taken);
            action();
        }
        finally
        {
            if (taken)
            {
                gate.Exit();
            }
        }
    }
}
