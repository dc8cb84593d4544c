using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Workers;

/// <summary>
/// Runs cells in a process of their own, so that one that exits, overflows its stack or takes all memory ends that process
/// and not this one, which holds every output so far.
/// </summary>
public sealed class WorkerSession : ICellExecutor
{
    internal const string HeapLimitVariable = "DOTNET_GCHeapHardLimit";

    private static readonly TimeSpan MemoryCheckInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly WorkerOptions options;
    private readonly Process process;
    private readonly WorkerChannel channel;
    private readonly WorkerStreams streams;
    private readonly Timer memoryCheck;
    private readonly ConcurrentDictionary<int, ICellOutput> outputs = new();
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource<CellResult>? running;
    private int cells;
    private string? endedFor;

    private WorkerSession(WorkerOptions options, Process process, WorkerChannel channel)
    {
        this.options = options;
        this.process = process;
        this.channel = channel;
        streams = new WorkerStreams(process, () => outputs.GetValueOrDefault(cells));
        memoryCheck = new Timer(_ => CheckMemory(), null, MemoryCheckInterval, MemoryCheckInterval);
        _ = ListenAsync();
    }

    /// <summary>False once the process is gone: no further cell can run.</summary>
    public bool IsAlive => !died.Task.IsCompleted;

    /// <summary>Starts a worker.</summary>
    /// <exception cref="InvalidOperationException">The program did not start or is no worker.</exception>
    public static async Task<WorkerSession> StartAsync(WorkerOptions options)
    {
        string name = $"notebook-{Guid.NewGuid():N}";
        var pipe = new NamedPipeServerStream(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var start = new ProcessStartInfo(options.FileName, [.. options.Arguments, name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.Session.Folder,
        };
        start.Environment[HeapLimitVariable] = "0x" + (options.MemoryLimit / 10 * 9).ToString("X", CultureInfo.InvariantCulture);
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StartLimit);
        Task connected = pipe.WaitForConnectionAsync(patience.Token);
        if (await Task.WhenAny(connected, process.WaitForExitAsync(patience.Token)) != connected || !connected.IsCompletedSuccessfully)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException(
                $"{options.FileName} did not start as a worker: {await process.StandardError.ReadToEndAsync(CancellationToken.None)}");
        }

        var session = new WorkerSession(options, process, new WorkerChannel(pipe));
        session.channel.Send(new WorkerMessage.Open(options.Session));
        return session;
    }

    /// <inheritdoc/>
    public async Task<CellResult> ExecuteAsync(string code, ICellOutput output, CancellationToken interrupt)
    {
        var finished = new TaskCompletionSource<CellResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        running = finished;
        int cell = Interlocked.Increment(ref cells);
        outputs[cell] = output;
        channel.Send(new WorkerMessage.Execute(cell, code));
        using CancellationTokenRegistration registration = interrupt.Register(() => _ = StopAsync(finished.Task));
        if (await Task.WhenAny(finished.Task, died.Task) == finished.Task)
        {
            return await finished.Task;
        }

        return new CellResult(null, WorkerDeath.Explain(process, streams.ErrorTail, endedFor), interrupt.IsCancellationRequested);
    }

    /// <summary>Ends the worker, whatever it does.</summary>
    public async ValueTask DisposeAsync()
    {
        await memoryCheck.DisposeAsync();
        Kill(because: null);
        await died.Task;
        channel.Dispose();
        process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await channel.ReceiveAsync() is { } message)
        {
            switch (message)
            {
                case WorkerMessage.Write write:
                    outputs.GetValueOrDefault(write.Cell)?.Write(write.Stream, write.Text);
                    break;
                case WorkerMessage.Display display:
                    outputs.GetValueOrDefault(display.Cell)?.Display(display.Bundle, display.DisplayId);
                    break;
                case WorkerMessage.Update update:
                    outputs.GetValueOrDefault(update.Cell)?.Update(update.Bundle, update.DisplayId);
                    break;
                case WorkerMessage.Finished finished:
                    running?.TrySetResult(finished.Result);
                    break;
            }
        }

        // The pipe closes before the process is over and before all that it wrote has been read.
        await process.WaitForExitAsync();
        await streams.Drained;
        died.TrySetResult();
    }

    private async Task StopAsync(Task finished)
    {
        channel.Send(new WorkerMessage.Interrupt());
        if (await Task.WhenAny(finished, died.Task, Task.Delay(options.StopGrace)) is var first && first != finished && first != died.Task)
        {
            Kill($"it did not stop within {options.StopGrace.TotalSeconds:0.#} s of the interrupt (a call into native code, perhaps)");
        }
    }

    private void CheckMemory()
    {
        try
        {
            process.Refresh();
            if (!process.HasExited && process.WorkingSet64 > options.MemoryLimit)
            {
                Kill($"it used more than the {options.MemoryLimit / (1024 * 1024):N0} MB of memory that it may");
            }
        }
        catch (InvalidOperationException)
        {
            // Over between the two calls.
        }
    }

    private void Kill(string? because)
    {
        try
        {
            endedFor ??= because;
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is over already.
        }
    }
}
