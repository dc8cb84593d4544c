using System.Net.Sockets;
using NetMQ;
using NetMQ.Sockets;

namespace NotebookKernel.Jupyter.Messaging;

/// <summary>
/// The five ZeroMQ sockets of a kernel. One thread owns the four that carry messages, another the heartbeat, so that it
/// answers whatever else happens.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    // Far above any real message, so that one frame cannot exhaust the memory.
    private const long LongestFrame = 256L << 20;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly MessageCodec codec;
    private readonly Action<KernelChannel, IncomingMessage> received;
    private readonly TextWriter log;
    private readonly Dictionary<KernelChannel, NetMQSocket> sockets = [];
    private readonly ResponseSocket heartbeat = new();
    private readonly NetMQQueue<Outgoing> outbox = new();
    private readonly NetMQPoller poller = [];
    private readonly NetMQPoller heartbeatPoller = [];
    private long rejected;

    /// <summary>Binds the ports that the connection file names and starts to listen.</summary>
    /// <param name="connection">Where to listen.</param>
    /// <param name="codec">Reads and signs.</param>
    /// <param name="received">Told of every message that is in order, on the thread of the sockets: it must not block.</param>
    /// <param name="log">Told of every message that is not.</param>
    /// <exception cref="ConnectionFileException">A port is taken.</exception>
    public KernelSockets(ConnectionFile connection, MessageCodec codec, Action<KernelChannel, IncomingMessage> received, TextWriter log)
    {
        this.codec = codec;
        this.received = received;
        this.log = log;

        Add(KernelChannel.Shell, new RouterSocket(), connection, connection.ShellPort, OnRequest);
        Add(KernelChannel.Control, new RouterSocket(), connection, connection.ControlPort, OnRequest);
        Add(KernelChannel.Stdin, new RouterSocket(), connection, connection.StdinPort, OnRequest);
        Add(KernelChannel.Iopub, new XPublisherSocket(), connection, connection.IopubPort, OnSubscription);
        Bind(heartbeat, connection, connection.HeartbeatPort);
        heartbeat.ReceiveReady += (_, e) => Echo(e.Socket);
        outbox.ReceiveReady += (_, e) => SendAll(e.Queue);

        poller.Add(outbox);
        heartbeatPoller.Add(heartbeat);
        poller.RunAsync("jupyter sockets", isBackgroundThread: true);
        heartbeatPoller.RunAsync("jupyter heartbeat", isBackgroundThread: true);
    }

    /// <summary>How many messages were dropped for a wrong signature or form.</summary>
    public long Rejected => Interlocked.Read(ref rejected);

    /// <summary>Sends a message, after every earlier one; from any thread, without waiting.</summary>
    public void Send(KernelChannel channel, OutgoingMessage message) => outbox.Enqueue(new Outgoing(channel, codec.Encode(message), null));

    /// <summary>Waits until everything that was sent so far is on its way.</summary>
    public Task FlushAsync()
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        outbox.Enqueue(new Outgoing(KernelChannel.Iopub, [], passed));
        return passed.Task;
    }

    /// <summary>Closes the sockets and those of the whole process, and blocks until what was sent has left.</summary>
    public void Close()
    {
        Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    /// <summary>Closes the sockets; what is on its way still gets a second to arrive.</summary>
    public void Dispose()
    {
        poller.Dispose();
        heartbeatPoller.Dispose();
        foreach (NetMQSocket socket in sockets.Values)
        {
            socket.Dispose();
        }

        heartbeat.Dispose();
        outbox.Dispose();
    }

    private void Add(
        KernelChannel channel, NetMQSocket socket, ConnectionFile connection, int port, Action<KernelChannel, NetMQSocket> receive)
    {
        // Without a limit on the queue: ZeroMQ would drop outputs for a client that reads slowly. Cells have a limit of their own.
        socket.Options.SendHighWatermark = 0;
        sockets[channel] = socket;
        Bind(socket, connection, port);
        socket.ReceiveReady += (_, e) => receive(channel, e.Socket);
        poller.Add(socket);
    }

    private static void Bind(NetMQSocket socket, ConnectionFile connection, int port)
    {
        socket.Options.Linger = Linger;
        socket.Options.MaxMsgSize = LongestFrame;
        string host =
            connection.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{connection.Address}]" : $"{connection.Address}";
        socket.Options.IPv4Only = connection.Address.AddressFamily == AddressFamily.InterNetwork;
        try
        {
            socket.Bind($"tcp://{host}:{port}");
        }
        catch (NetMQException e)
        {
            throw new ConnectionFileException(
                $"Port {port} of {connection.Address} cannot be bound ({e.ErrorCode}): "
                + "is another kernel running with this connection file?",
                e);
        }
    }

    private static void Echo(NetMQSocket socket)
    {
        NetMQMessage message = socket.ReceiveMultipartMessage();
        socket.SendMultipartMessage(message);
    }

    private void OnRequest(KernelChannel channel, NetMQSocket socket)
    {
        List<byte[]> frames = socket.ReceiveMultipartBytes();
        if (codec.TryDecode(frames, out IncomingMessage? message, out string? rejection))
        {
            received(channel, message);
        }
        else
        {
            long count = Interlocked.Increment(ref rejected);
            log.WriteLine($"Dropped a message on {channel}: {rejection} ({count} so far).");
        }
    }

    // Greets a new subscriber (Jupyter's enhancement proposal 65), so that it knows when it will miss nothing more.
    private void OnSubscription(KernelChannel channel, NetMQSocket socket)
    {
        const byte Subscribes = 1;
        List<byte[]> frames = socket.ReceiveMultipartBytes();
        if (frames is [[Subscribes, ..] subscription])
        {
            byte[] topic = subscription[1..];
            var welcome =
                new OutgoingMessage("iopub_welcome", null, new() { ["subscription"] = System.Text.Encoding.UTF8.GetString(topic) })
            {
                Identities = [topic],
            };
            socket.SendMultipartBytes(codec.Encode(welcome));
        }
    }

    private void SendAll(NetMQQueue<Outgoing> outbox)
    {
        while (outbox.TryDequeue(out Outgoing? outgoing, TimeSpan.Zero))
        {
            if (outgoing.Passed is { } passed)
            {
                passed.SetResult();
            }
            else
            {
                sockets[outgoing.Channel].TrySendMultipartBytes(TimeSpan.Zero, outgoing.Frames);
            }
        }
    }

    private sealed record Outgoing(KernelChannel Channel, List<byte[]> Frames, TaskCompletionSource? Passed);
}

/// <summary>The sockets of a kernel that carry messages.</summary>
internal enum KernelChannel
{
    /// <summary>Requests and their replies, one after the other.</summary>
    Shell,

    /// <summary>Requests and their replies while a cell runs.</summary>
    Control,

    /// <summary>Outputs and states, to every client.</summary>
    Iopub,

    /// <summary>Questions to the user and their answers.</summary>
    Stdin,
}
