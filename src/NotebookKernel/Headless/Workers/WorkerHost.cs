using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Workers;

/// <summary>The worker's side: the process that runs a notebook's cells, and may die of them.</summary>
public static class WorkerHost
{
    /// <summary>Serves the process that started this one until that closes the pipe.</summary>
    /// <param name="pipeName">The pipe, as <see cref="WorkerSession"/> named it on the command line.</param>
    public static async Task RunAsync(string pipeName)
    {
        var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.ConnectAsync();
        using var channel = new WorkerChannel(pipe);

        // Ctrl-C reaches every process of the terminal: the one that started this one decides what it means.
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

        // The limit was this process's own; what a cell starts is not to have it.
        Environment.SetEnvironmentVariable(WorkerSession.HeapLimitVariable, null);

        if (await channel.ReceiveAsync() is WorkerMessage.Open open)
        {
            await using var session = new ScriptSession(open.Options);
            await ServeAsync(channel, session);
        }

        // A cell may still run, or have left threads that would keep the process: nobody is there to hear them.
        Process.GetCurrentProcess().Kill();
    }

    private static async Task ServeAsync(WorkerChannel channel, ScriptSession session)
    {
        // A source for each cell, so that an interrupt which comes before the cell has begun stops it too.
        var interrupt = new CancellationTokenSource();
        while (await channel.ReceiveAsync() is { } message)
        {
            switch (message)
            {
                case WorkerMessage.Execute execute:
                    interrupt = new CancellationTokenSource();
                    _ = ExecuteAsync(channel, session, execute, interrupt.Token);
                    break;
                case WorkerMessage.Interrupt:
                    await interrupt.CancelAsync();
                    break;
            }
        }

        Process.GetCurrentProcess().Kill();
    }

    private static async Task ExecuteAsync(
        WorkerChannel channel, ScriptSession session, WorkerMessage.Execute execute, CancellationToken interrupt)
    {
        CellResult result = await session.ExecuteAsync(
            execute.Code, new PipedOutput(channel, execute.Cell), $"cell {execute.Cell}", interrupt);
        channel.Send(new WorkerMessage.Finished(execute.Cell, result));
    }

    private sealed class PipedOutput(WorkerChannel channel, int cell) : ICellOutput
    {
        public void Write(OutputStream stream, string text) => channel.Send(new WorkerMessage.Write(cell, stream, text));

        public void Display(MimeBundle bundle, string? displayId) => channel.Send(new WorkerMessage.Display(cell, bundle, displayId));

        public void Update(MimeBundle bundle, string displayId) => channel.Send(new WorkerMessage.Update(cell, bundle, displayId));

        public string ReadLine(string prompt, bool password) => throw new InvalidOperationException(
            "The cell asks for input, and nobody is there to answer in a run without a user. " +
            "Give the value as a parameter of the run instead.");
    }
}
