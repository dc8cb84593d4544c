using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using NotebookKernel.Kernels;

namespace NotebookKernel.Scripting.Execution;

/// <summary>One cell while it runs: what its code, on whatever thread, finds its output and its token by.</summary>
/// <remarks>Its token sources are left to the collector: a thread that the cell started may ask for the token at any time.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Threads of the cell may outlive it and hold its token.")]
internal sealed class RunningCell
{
    // How long code has to find out by itself, by polling, before threads that sleep or wait are woken, and how often they are.
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(10);

    // Code that has found out is on its way out: its finally blocks run, and exceptions are slow where the machine has much to do.
    private static readonly TimeSpan UnwindingTime = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<RunningCell?> Ambient = new();
    private static RunningCell? latest;

    private readonly KernelInvocationContext? context;
    private readonly CancellationTokenSource cancellation;
    private readonly CancellationToken token;
    private readonly CancellationTokenSource left = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool tokenTaken;
    private volatile Task stopping = Task.CompletedTask;
    private int interrupted;

    public RunningCell(ICellOutput output, int valueLimit, KernelInvocationContext? context = null)
    {
        Output = output;
        ValueLimit = valueLimit;

        // One source for both: what a cell gets from KernelInvocationContext.Current.CancellationToken is cancelled with its own.
        this.context = context;
        cancellation = context is null ? new CancellationTokenSource() : InvocationContext.TokenSource(context);

        // Taken now: the package disposes its source with the command, and a thread of the cell may ask for the token later.
        token = cancellation.Token;
    }

    /// <summary>The cell that the calling code belongs to; for a thread that belongs to none, the latest one.</summary>
    public static RunningCell? Current => Ambient.Value ?? Volatile.Read(ref latest);

    /// <summary>The cell that the calling code was started from; null for a thread that belongs to none.</summary>
    public static RunningCell? OfCallingCode => Ambient.Value;

    /// <summary>Where the cell's output goes.</summary>
    public ICellOutput Output { get; }

    /// <summary>See <see cref="ScriptSessionOptions.ValueLimit"/>.</summary>
    public int ValueLimit { get; }

    /// <summary>Runs the cell's code where it can be stopped.</summary>
    public CellThreads Threads { get; } = new();

    /// <summary>Cancelled when the session goes on without whatever of the cell is still running.</summary>
    public CancellationToken Left => left.Token;

    /// <summary>True if a call that does not stop was running when the session went on.</summary>
    public bool Abandoned { get; private set; }

    /// <summary>True once an interrupt was asked for.</summary>
    public bool IsInterrupted => Volatile.Read(ref interrupted) != 0;

    /// <summary>True once the session is done with it.</summary>
    public bool IsOver => ended.Task.IsCompleted;

    /// <summary>Makes this the cell that all code started from the calling thread belongs to.</summary>
    public void Enter()
    {
        Ambient.Value = this;
        InvocationContext.Enter(context);
        Volatile.Write(ref latest, this);
    }

    /// <summary>The token for cell code to pass on; from here on an interrupt leaves the cell time to end by itself.</summary>
    public CancellationToken TakeToken()
    {
        tokenTaken = true;
        return token;
    }

    /// <summary>Says that the session is done with the cell, and waits for an interrupt that is under way.</summary>
    public async Task EndAsync()
    {
        ended.TrySetResult();
        await stopping;
        Threads.End();
    }

    /// <summary>Cancels the token, then stops the code: at once, or after the grace if it has the token in hand.</summary>
    /// <param name="grace">See <see cref="ScriptSessionOptions.InterruptGrace"/>.</param>
    /// <param name="patience">See <see cref="ScriptSessionOptions.InterruptPatience"/>.</param>
    public void Interrupt(TimeSpan grace, TimeSpan patience)
    {
        if (Interlocked.Exchange(ref interrupted, 1) != 0)
        {
            return;
        }

        // Before this returns: the cell's own work may have taken every thread of the pool. A callback that the cell registered may
        // block, and has to wait for one.
        Task callbacks = cancellation.CancelAsync();
        bool forewarned = tokenTaken || KernelToken.IsInReachOfLibraries;
        if (!forewarned)
        {
            Threads.Stop();
        }

        stopping = Task.Run(() => StopAsync(forewarned ? grace : TimeSpan.Zero, forewarned ? patience : patience + grace));

        // A callback of the cell that throws has no one else to tell, and one that never returns is not waited for.
        _ = callbacks.ContinueWith(failed => failed.Exception, TaskScheduler.Default);
    }

    private async Task StopAsync(TimeSpan grace, TimeSpan patience)
    {
        if (grace > TimeSpan.Zero)
        {
            await Task.WhenAny(ended.Task, Task.Delay(grace));
        }

        Threads.Stop();
        long stopped = Stopwatch.GetTimestamp();
        await Task.WhenAny(ended.Task, Task.Delay(PollTime));

        // The user waits by the clock. Clean-up gets its time by rounds: where the machine has much to do, they take longer as well.
        TimeSpan waited = PollTime;
        while (Threads.Busy && !ended.Task.IsCompleted
            && (Stopwatch.GetElapsedTime(stopped) < patience || (Threads.Unwinding && waited < UnwindingTime)))
        {
            Threads.Wake();
            await Task.WhenAny(ended.Task, Task.Delay(WakeInterval));
            waited += WakeInterval;
        }

        if (!ended.Task.IsCompleted)
        {
            // What is left waits for something that never comes, or is in a call that does not stop.
            Abandoned = Threads.Busy;
            await left.CancelAsync();
        }
    }
}
