namespace NotebookKernel.Scripting.Execution;

/// <summary>
/// The threads that run code of one cell, and how they are stopped: what computes finds out as it polls
/// (<see cref="CellCode.Poll"/>), what sleeps or waits is woken.
/// </summary>
/// <remarks>
/// Nothing is aborted. On Unix, .NET delivers the abort of a <c>ControlledExecution</c> from a signal handler, which works
/// once for each thread and ends the process about one time in five. Code that neither polls nor waits is left behind instead.
/// </remarks>
internal sealed class CellThreads
{
    // Threads that the cell itself started are not known here: where the machine has much to do, they may come to a poll only after the
    // session is done with the cell.
    private static readonly TimeSpan TimeForStrays = TimeSpan.FromSeconds(5);

    private static int cellsStopping;

    [ThreadStatic]
    private static CellThreads? ofCallingThread;

    private readonly HashSet<Thread> wakeable = [];
    private readonly HashSet<Thread> unwinding = [];
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopping;
    private volatile bool woken;
    private int running;
    private bool ended;
    private bool straysHadTime;
    private bool counted;
    private int gate;

    /// <summary>True while code of any cell has yet to stop: what a poll looks at first.</summary>
    public static bool AnyStopping => Volatile.Read(ref cellsStopping) > 0;

    /// <summary>True while a thread runs code of the cell.</summary>
    public bool Busy => Volatile.Read(ref running) > 0;

    /// <summary>Completes when the session is done with the cell and no thread runs its code any more.</summary>
    public Task Gone => gone.Task;

    /// <summary>True while one of the threads has found out that the cell is to stop, and is on its way out.</summary>
    public bool Unwinding
    {
        get
        {
            bool any = false;
            Locked(() => any = unwinding.Count > 0);
            return any;
        }
    }

    /// <summary>Runs what belongs to the host on a thread of a cell, which is not woken meanwhile.</summary>
    public static void RunUninterrupted(Action action)
    {
        if (ofCallingThread is not { } cell)
        {
            action();
            return;
        }

        bool wasWakeable = cell.StopWakeUps();
        try
        {
            action();
        }
        finally
        {
            if (wasWakeable)
            {
                cell.Locked(() => cell.wakeable.Add(Thread.CurrentThread));
            }
        }
    }

    /// <summary>Runs code of the cell on the calling thread.</summary>
    public void Run(Action action)
    {
        CellThreads? outer = ofCallingThread;
        Locked(() =>
        {
            running++;
            wakeable.Add(Thread.CurrentThread);
            Count();
        });
        ofCallingThread = this;
        try
        {
            action();
        }
        finally
        {
            ofCallingThread = outer;
            StopWakeUps();
            Locked(() =>
            {
                running--;
                unwinding.Remove(Thread.CurrentThread);
                Count();
            });
        }
    }

    /// <summary>Ends every loop and method of the cell the next time that it polls.</summary>
    public void Stop()
    {
        bool first = false;
        Locked(() =>
        {
            first = !stopping;
            stopping = true;
            Count();
        });
        if (first)
        {
            _ = Task.Delay(TimeForStrays).ContinueWith(
                _ => Locked(() =>
                {
                    straysHadTime = true;
                    Count();
                }),
                TaskScheduler.Default);
        }
    }

    /// <summary>Ends the calling code if the cell is to stop. Its finally blocks then run undisturbed.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public void ThrowIfStopping()
    {
        if (stopping)
        {
            if (ofCallingThread == this)
            {
                Locked(() => unwinding.Add(Thread.CurrentThread));
                StopWakeUps();
            }

            throw new OperationCanceledException("The cell was interrupted.");
        }
    }

    /// <summary>Wakes the threads that sleep or wait.</summary>
    public void Wake() => Locked(() =>
    {
        woken = true;
        foreach (Thread thread in wakeable)
        {
            thread.Interrupt();
        }
    });

    /// <summary>Says that the session is done with the cell; threads may still run its code.</summary>
    public void End() => Locked(() =>
    {
        ended = true;
        Count();
    });

    // Whether some of it has yet to stop. The caller holds the gate.
    private void Count()
    {
        bool counts = stopping && (!ended || running > 0 || !straysHadTime);
        if (counts != counted)
        {
            counted = counts;
            Interlocked.Add(ref cellsStopping, counts ? 1 : -1);
        }

        if (ended && running == 0)
        {
            gone.TrySetResult();
        }
    }

    // From here on the calling thread is not woken. True if it could be until now.
    private bool StopWakeUps()
    {
        bool wasWakeable = false;
        Locked(() => wasWakeable = wakeable.Remove(Thread.CurrentThread));
        if (woken)
        {
            try
            {
                // A call to wake that found the thread awake would strike at its next wait: this is the one.
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                // It did.
            }
        }

        return wasWakeable;
    }

    // No lock of .NET's and no SpinWait, which sleeps: at either a thread can be woken with an exception.
    private void Locked(Action action)
    {
        while (Interlocked.CompareExchange(ref gate, 1, 0) != 0)
        {
            Thread.Yield();
        }

        try
        {
            action();
        }
        finally
        {
            Volatile.Write(ref gate, 0);
        }
    }
}
