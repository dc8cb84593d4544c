using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;
using NotebookKernel.Jupyter.Requests;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter;

/// <summary>
/// A C# session that speaks Jupyter's messaging protocol
/// (<see href="https://jupyter-client.readthedocs.io/en/stable/messaging.html"/>). The sockets answer from the start;
/// the session and the language services load behind them.
/// </summary>
public sealed class JupyterKernel : IAsyncDisposable
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(3);

    private readonly JupyterKernelOptions options;
    private readonly KernelSockets sockets;
    private readonly IopubStream iopub;
    private readonly StandardInput stdin;
    private readonly Task<ScriptSession> opening;
    private readonly ExecuteRequests execution;
    private readonly LanguageRequests language;
    private readonly InputHistory history = new();
    private readonly RequestLoop shellLoop;
    private readonly RequestLoop controlLoop;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long arrivals;

    /// <summary>Binds the sockets of the connection file and begins to load the session.</summary>
    /// <param name="connection">Where to listen.</param>
    /// <param name="options">What the kernel tells of itself, and how its cells run.</param>
    /// <exception cref="ConnectionFileException">A port is taken.</exception>
    public JupyterKernel(ConnectionFile connection, JupyterKernelOptions options)
    {
        this.options = options;
        var codec = new MessageCodec(connection.Key, options.Clock);
        iopub = new IopubStream(message => sockets!.Send(KernelChannel.Iopub, message), options.Clock);
        stdin = new StandardInput(message => sockets!.Send(KernelChannel.Stdin, message));
        shellLoop = new RequestLoop(HandleAsync, Send, iopub, options.Log);
        controlLoop = new RequestLoop(HandleControlAsync, Send, iopub, options.Log);

        // Nothing loads before the sockets listen: the client's first question waits for them alone.
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        opening = OpenSessionAsync(listening.Task);
        language = new LanguageRequests(opening);
        execution = new ExecuteRequests(opening, iopub, stdin, history, () => Interlocked.Read(ref arrivals));
        _ = WarmWhenQuietAsync();
        sockets = new KernelSockets(connection, codec, Received, options.Log);
        iopub.Status(null, "starting");
        listening.SetResult();
    }

    /// <summary>True once a client has asked for a shutdown in order to start anew.</summary>
    public bool RestartRequested { get; private set; }

    /// <summary>Answers requests until a client asks for a shutdown or <paramref name="stop"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop = default)
    {
        await using CancellationTokenRegistration stopping = stop.Register(() => stopped.TrySetResult());
        Task shell = shellLoop.RunAsync();
        Task control = controlLoop.RunAsync();
        await stopped.Task.ConfigureAwait(false);

        shellLoop.Complete();
        execution.Interrupt();
        controlLoop.Complete();
        await control.ConfigureAwait(false);
        iopub.Flush();
        await sockets.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Stops the running cell, as <c>interrupt_request</c> does; from any thread.</summary>
    public void Interrupt() => execution.Interrupt();

    /// <summary>
    /// Tells the client of the running cell, before the process ends, that it does and why. Blocks for the moment that
    /// the messages need.
    /// </summary>
    /// <param name="reason">What to tell.</param>
    public void ReportEnd(string reason)
    {
        options.Log.WriteLine(reason);
        if (execution.Running is { } running)
        {
            iopub.Write(running.Message, OutputStream.StandardError, reason + "\n");
            shellLoop.Reply(running, new JsonObject
            {
                ["status"] = "error",
                ["ename"] = "KernelEnded",
                ["evalue"] = reason,
                ["traceback"] = new JsonArray(reason),
                ["execution_count"] = null,
            });
            iopub.Status(running.Message, "idle");
        }

        // The process goes down right after this, and the thread that sends with it: by then all has to be on its way.
        sockets.FlushAsync().ContinueWith(_ => sockets.Close(), TaskScheduler.Default).Wait(ClosingTime);
    }

    /// <summary>Closes the sockets and the session.</summary>
    public async ValueTask DisposeAsync()
    {
        iopub.Dispose();
        stdin.Dispose();
        sockets.Dispose();
        if (opening.IsCompletedSuccessfully)
        {
            // A cell that sits in native code cannot be stopped: the process ends without waiting for it.
            await Task.WhenAny(opening.Result.DisposeAsync().AsTask(), Task.Delay(ClosingTime, options.Clock)).ConfigureAwait(false);
        }
    }

    private void Send(KernelChannel channel, OutgoingMessage message) => sockets.Send(channel, message);

    private async Task<ScriptSession> OpenSessionAsync(Task listening)
    {
        await listening.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var session = new ScriptSession(options.Session);
        await session.WarmUpAsync().ConfigureAwait(false);
        return session;
    }

    // The editor's services load when they are asked for, or while the user reads: cells have the processor to themselves.
    private async Task WarmWhenQuietAsync()
    {
        ScriptSession session = await opening.ConfigureAwait(false);
        long before;
        do
        {
            before = Interlocked.Read(ref arrivals);
            await Task.Delay(QuietTime, options.Clock).ConfigureAwait(false);
        }
        while (execution.Running is not null || Interlocked.Read(ref arrivals) != before);
        await session.CSharp.WarmUpLanguageAsync().ConfigureAwait(false);
    }

    private void Received(KernelChannel channel, IncomingMessage message)
    {
        var request = new Request(channel, message, Interlocked.Increment(ref arrivals));
        if (message.Type == "interrupt_request")
        {
            // On its arrival: the loop that replies needs the thread pool, which the cell may have filled.
            Interrupt();
        }

        switch (channel)
        {
            case KernelChannel.Shell:
                shellLoop.Enqueue(request);
                break;
            case KernelChannel.Control:
                controlLoop.Enqueue(request);
                break;
            case KernelChannel.Stdin when message.Type == "input_reply":
                stdin.Answered(message);
                break;
            default:
                options.Log.WriteLine($"Ignored {message.Type} on {channel}.");
                break;
        }
    }

    private async Task<JsonObject?> HandleControlAsync(Request request) => request.Message.Type switch
    {
        // A cell belongs to the shell: here it would run beside another one.
        "execute_request" => throw new MalformedRequestException("execute_request has to come on the shell channel."),
        _ => await HandleAsync(request).ConfigureAwait(false),
    };

    private async Task<JsonObject?> HandleAsync(Request request)
    {
        IncomingMessage message = request.Message;
        switch (message.Type)
        {
            case "execute_request":
                return await execution.RunAsync(request).ConfigureAwait(false);
            case "complete_request":
                return await language.CompleteAsync(message.Content).ConfigureAwait(false);
            case "inspect_request":
                return await language.InspectAsync(message.Content).ConfigureAwait(false);
            case "is_complete_request":
                return LanguageRequests.IsComplete(message.Content);
            case "history_request":
                return history.Reply(message.Content);
            case "kernel_info_request":
                return KernelInfo.Reply(options);
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open":
                CloseComm(message);
                return null;
            case "comm_msg" or "comm_close":
                return null;
            case "debug_request":
                return DebugRequests.Refuse(message);
            case "interrupt_request":
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                return Shutdown(message);
            default:
                options.Log.WriteLine($"Ignored {message.Type}, which this kernel does not know.");
                return null;
        }
    }

    // A page opens a comm to a target in the kernel; there are none here, and the protocol asks for it to be closed at once:
    // https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm
    private void CloseComm(IncomingMessage message) => iopub.Send(
        "comm_close", message, new JsonObject { ["comm_id"] = message.Content.Text("comm_id"), ["data"] = new JsonObject() });

    private JsonObject Shutdown(IncomingMessage message)
    {
        RestartRequested = message.Content.Flag("restart", false);
        stopped.TrySetResult();

        JsonObject Reply() => new() { ["status"] = "ok", ["restart"] = RestartRequested };
        iopub.Send("shutdown_reply", message, Reply());
        return Reply();
    }
}

/// <summary>What a program that is a Jupyter kernel tells of itself.</summary>
public sealed record JupyterKernelOptions
{
    /// <summary>The name that <c>kernel_info_reply</c> gives as <c>implementation</c>.</summary>
    public required string Implementation { get; init; }

    /// <summary>The version of <see cref="Implementation"/>.</summary>
    public required string ImplementationVersion { get; init; }

    /// <summary>What a console shows above the first prompt.</summary>
    public string Banner { get; init; } = "";

    /// <summary>How the cells run. Default: in the current directory, the notebook's own under Jupyter.</summary>
    public ScriptSessionOptions Session { get; init; } = new();

    /// <summary>Where the kernel writes what no client sees: dropped messages, why it ends. Default: nowhere.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    /// <summary>The clock of message dates and of the gathering of text. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
