using System.Diagnostics.CodeAnalysis;

namespace NotebookKernel.Scripting.Execution;

/// <summary>One cell while it runs: what its code, on whatever thread, finds its output and its token by.</summary>
/// <remarks>Its token sources are left to the collector: a thread that the cell started may ask for the token at any time.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Threads of the cell may outlive it and hold its token.")]
internal sealed class RunningCell
{
    // How long a stopped thread may sleep or wait before it is woken, and how often.
    private static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(10);

    // How long loops have to poll before the code is stopped without its help.
    private static readonly TimeSpan PollGrace = TimeSpan.FromMilliseconds(25);
    private static readonly AsyncLocal<RunningCell?> Ambient = new();
    private static RunningCell? latest;

    private readonly CancellationTokenSource cancellation = new();
    private readonly CancellationTokenSource abort = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool tokenTaken;
    private volatile Task stopping = Task.CompletedTask;
    private int interrupted;

    public RunningCell(ICellOutput output, int valueLimit)
    {
        Output = output;
        ValueLimit = valueLimit;
        Threads = new StoppableThreads(Abort);
    }

    /// <summary>The cell that the calling code belongs to; for a thread that belongs to none, the latest one.</summary>
    public static RunningCell? Current => Ambient.Value ?? Volatile.Read(ref latest);

    /// <summary>Where the cell's output goes.</summary>
    public ICellOutput Output { get; }

    /// <summary>See <see cref="ScriptSessionOptions.ValueLimit"/>.</summary>
    public int ValueLimit { get; }

    /// <summary>Stops the cell's code wherever it is.</summary>
    public CancellationToken Abort => abort.Token;

    /// <summary>Runs the cell's code where it can be stopped.</summary>
    public StoppableThreads Threads { get; }

    /// <summary>True once an interrupt was asked for.</summary>
    public bool IsInterrupted => Volatile.Read(ref interrupted) != 0;

    /// <summary>Makes this the cell that all code started from the calling thread belongs to.</summary>
    public void Enter()
    {
        Ambient.Value = this;
        Volatile.Write(ref latest, this);
    }

    /// <summary>The token for cell code to pass on; from here on an interrupt leaves the cell time to end by itself.</summary>
    public CancellationToken TakeToken()
    {
        tokenTaken = true;
        return cancellation.Token;
    }

    /// <summary>Says that the cell is over, and waits for the threads that an interrupt has yet to stop.</summary>
    public async Task EndAsync()
    {
        ended.TrySetResult();
        await stopping;
    }

    /// <summary>Cancels the token, then stops the code: at once, or after the grace if it has the token in hand.</summary>
    public void Interrupt(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref interrupted, 1) == 0)
        {
            // On the pool: a callback that the cell registered may block, and so may the abort of a thread in native code.
            stopping = Task.Run(() => StopAsync(grace));
        }
    }

    private async Task StopAsync(TimeSpan grace)
    {
        var cancelling = cancellation.CancelAsync();
        if (tokenTaken)
        {
            await Task.WhenAny(ended.Task, Task.Delay(grace));
        }

        Threads.Stop();
        await Task.WhenAny(ended.Task, Task.Delay(PollGrace));
        if (!ended.Task.IsCompleted)
        {
            var aborting = abort.CancelAsync();
            while (!ended.Task.IsCompleted || Threads.Busy)
            {
                await Task.WhenAny(aborting, Task.Delay(WakeInterval));
                Threads.Wake();
            }

            await aborting;
        }

        // A callback of the cell that throws has no one else to tell, and one that never returns is not waited for.
        _ = cancelling.ContinueWith(callbacks => callbacks.Exception, TaskScheduler.Default);
    }
}
