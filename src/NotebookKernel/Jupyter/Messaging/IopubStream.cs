using System.Text;
using System.Text.Json.Nodes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Messaging;

/// <summary>Everything that goes to the clients' screens, in one order.</summary>
internal sealed class IopubStream : IDisposable
{
    private readonly Lock order = new();
    private readonly Action<OutgoingMessage> send;
    private readonly GatheredText<(IncomingMessage Parent, OutputStream Stream)> gathered;

    /// <summary>Makes the stream of one kernel.</summary>
    /// <param name="send">Sends a message on iopub.</param>
    /// <param name="clock">Times the gathering of text.</param>
    public IopubStream(Action<OutgoingMessage> send, TimeProvider clock)
    {
        this.send = send;
        gathered = new(order, (one, other) => one.Stream == other.Stream && one.Parent.Id == other.Parent.Id, SendText, clock);
    }

    /// <summary>Appends text to a cell's stream.</summary>
    public void Write(IncomingMessage parent, OutputStream stream, string text)
    {
        lock (order)
        {
            gathered.Write((parent, stream), text);
        }
    }

    /// <summary>Sends a message, after all text that was written before it.</summary>
    public void Send(string type, IncomingMessage? parent, JsonObject content, JsonObject? metadata = null)
    {
        lock (order)
        {
            gathered.Send();
            send(new OutgoingMessage(type, parent?.Header, content) { Identities = [Topic(type)], Metadata = metadata });
        }
    }

    /// <summary>Says what the kernel is doing: <c>busy</c>, <c>idle</c> or <c>starting</c>.</summary>
    public void Status(IncomingMessage? parent, string state) => Send("status", parent, new JsonObject { ["execution_state"] = state });

    /// <summary>Sends the text that is still gathered.</summary>
    public void Flush()
    {
        lock (order)
        {
            gathered.Send();
        }
    }

    /// <summary>Stops the clock of the gathering.</summary>
    public void Dispose() => gathered.Dispose();

    private static byte[] Topic(string type) => Encoding.UTF8.GetBytes($"kernel.{type}");

    private void SendText((IncomingMessage Parent, OutputStream Stream) source, string text)
    {
        var content = new JsonObject { ["name"] = source.Stream == OutputStream.StandardOutput ? "stdout" : "stderr", ["text"] = text };
        send(new OutgoingMessage("stream", source.Parent.Header, content) { Identities = [Topic("stream")] });
    }
}
