using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using NotebookKernel.Jupyter.Messaging;

namespace KernelBenchmarks;

/// <summary>A kernel in a process of its own, and a client of it that measures.</summary>
internal sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("kernel-").FullName;
    private readonly DealerSocket shell = new();
    private readonly DealerSocket control = new();
    private readonly SubscriberSocket iopub = new();
    private readonly MessageCodec codec;
    private readonly Process process;

    /// <summary>Starts a kernel; <see cref="Started"/> is when.</summary>
    /// <param name="program">The command line's assembly.</param>
    public KernelClient(string program)
    {
        string key = Guid.NewGuid().ToString("N");
        int[] ports = FreePorts(5);
        var connection = new JsonObject
        {
            ["ip"] = "127.0.0.1",
            ["transport"] = "tcp",
            ["key"] = key,
            ["signature_scheme"] = "hmac-sha256",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["iopub_port"] = ports[2],
            ["stdin_port"] = ports[3],
            ["hb_port"] = ports[4],
        };
        string file = Path.Combine(folder, "connection.json");
        File.WriteAllText(file, connection.ToJsonString());
        codec = new MessageCodec(Encoding.UTF8.GetBytes(key), TimeProvider.System);
        Started = Stopwatch.GetTimestamp();
        process = Process.Start(
            new ProcessStartInfo("dotnet", [program, "kernel", "start", "--connection-file", file]) { WorkingDirectory = folder })!;
        Connect(shell, ports[0]);
        Connect(control, ports[1]);
        Connect(iopub, ports[2]);
        iopub.SubscribeToAnyTopic();
    }

    /// <summary>When the process was started, a <see cref="Stopwatch"/> timestamp.</summary>
    public long Started { get; }

    /// <summary>The process's memory in MiB.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    /// <summary>What the process has used of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Asks <c>kernel_info_request</c> and waits for the reply.</summary>
    public void AskInfo() => Receive(shell, Send(shell, "kernel_info_request", []), "kernel_info_reply");

    /// <summary>Runs a cell to its reply.</summary>
    public void Run(string code)
    {
        JsonElement reply = Receive(shell, Start(code), "execute_reply");
        if (reply.GetProperty("status").GetString() != "ok")
        {
            throw new InvalidOperationException($"The cell failed: {reply.GetRawText()}");
        }
    }

    /// <summary>Asks what may follow at the end of a cell's text and waits for the reply.</summary>
    public void Complete(string code)
    {
        var content = new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length };
        JsonElement reply = Receive(shell, Send(shell, "complete_request", content), "complete_reply");
        if (reply.GetProperty("matches").GetArrayLength() == 0)
        {
            throw new InvalidOperationException($"Nothing was offered: {reply.GetRawText()}");
        }
    }

    /// <summary>Runs a cell to its end and gives what it wrote.</summary>
    public string RunForText(string code)
    {
        string request = Start(code);
        var text = new StringBuilder();
        while (NextOf(request) is var message && !IsIdle(message))
        {
            if (message.Type == "stream")
            {
                text.Append(message.Content.GetProperty("text").GetString());
            }
        }

        Receive(shell, request, "execute_reply");
        return text.ToString();
    }

    /// <summary>Runs a cell, interrupts it once it is under way, and gives how long it took to end.</summary>
    public TimeSpan Interrupt(EndlessCell cell)
    {
        string request = Start(cell.Code);
        for (int outputs = 0; outputs < cell.Outputs;)
        {
            IncomingMessage message = NextOf(request);
            outputs += message.Type is "stream" or "display_data" or "update_display_data" ? 1 : 0;
            if (message.Type == "error" || IsIdle(message))
            {
                throw new InvalidOperationException($"The cell ended before it was interrupted: {message.Content.GetRawText()}");
            }
        }

        long asked = Stopwatch.GetTimestamp();
        Send(control, "interrupt_request", []);
        Receive(shell, request, "execute_reply");
        return Stopwatch.GetElapsedTime(asked);
    }

    /// <summary>Ends the kernel.</summary>
    public void Dispose()
    {
        shell.Dispose();
        control.Dispose();
        iopub.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsIdle(IncomingMessage message) =>
        message.Type == "status" && message.Content.GetProperty("execution_state").GetString() == "idle";

    private static void Connect(NetMQSocket socket, int port)
    {
        socket.Options.Linger = TimeSpan.Zero;
        socket.Options.ReceiveHighWatermark = 0;

        // The kernel is not there yet: the first answer must not wait for a slow retry.
        socket.Options.ReconnectInterval = TimeSpan.FromMilliseconds(10);
        socket.Connect($"tcp://127.0.0.1:{port}");
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private string Start(string code) => Send(shell, "execute_request", new JsonObject { ["code"] = code });

    private string Send(NetMQSocket socket, string type, JsonObject content)
    {
        var message = new OutgoingMessage(type, null, content);
        socket.SendMultipartBytes(codec.Encode(message));
        return message.Id;
    }

    private JsonElement Receive(NetMQSocket socket, string request, string type)
    {
        while (true)
        {
            IncomingMessage message = Next(socket);
            if (message.Type == type && IsOf(message, request))
            {
                return message.Content;
            }
        }
    }

    private IncomingMessage NextOf(string request)
    {
        while (true)
        {
            IncomingMessage message = Next(iopub);
            if (IsOf(message, request))
            {
                return message;
            }
        }
    }

    private static bool IsOf(IncomingMessage message, string request) =>
        message.ParentHeader.TryGetProperty("msg_id", out JsonElement id) && id.GetString() == request;

    private IncomingMessage Next(NetMQSocket socket)
    {
        List<byte[]> frames = [];
        if (!socket.TryReceiveMultipartBytes(Patience, ref frames) || !codec.TryDecode(frames, out IncomingMessage? message, out _))
        {
            throw new TimeoutException("The kernel did not answer.");
        }

        return message;
    }
}
