using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Messaging;

/// <summary>
/// Everything that goes to the clients' screens, in one order. Text that is written in small pieces is gathered for a
/// moment and sent as one message: 100,000 lines are some hundred messages, not 100,000.
/// </summary>
internal sealed class IopubStream : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);
    private const int LongestText = 1 << 16;

    private readonly Lock order = new();
    private readonly Action<OutgoingMessage> send;
    private readonly ITimer timer;
    private readonly StringBuilder gathered = new();
    private JsonElement gatheredFor;
    private OutputStream gatheredStream;
    private string gatheredCell = "";

    /// <summary>Makes the stream of one kernel.</summary>
    /// <param name="send">Sends a message on iopub.</param>
    /// <param name="clock">Times the gathering.</param>
    public IopubStream(Action<OutgoingMessage> send, TimeProvider clock)
    {
        this.send = send;
        timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Appends text to a cell's stream.</summary>
    public void Write(IncomingMessage parent, OutputStream stream, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (order)
        {
            if (gathered.Length > 0 && (stream != gatheredStream || parent.Id != gatheredCell))
            {
                SendText();
            }

            if (gathered.Length == 0)
            {
                (gatheredFor, gatheredCell, gatheredStream) = (parent.Header, parent.Id, stream);
                timer.Change(Gather, Timeout.InfiniteTimeSpan);
            }

            gathered.Append(text);
            if (gathered.Length >= LongestText)
            {
                SendWholeCharacters();
            }
        }
    }

    /// <summary>Sends a message, after all text that was written before it.</summary>
    public void Send(string type, IncomingMessage? parent, JsonObject content, JsonObject? metadata = null)
    {
        lock (order)
        {
            SendText();
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
            SendText();
        }
    }

    /// <summary>Stops the clock of the gathering.</summary>
    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        lock (order)
        {
            SendWholeCharacters();
        }
    }

    private static byte[] Topic(string type) => Encoding.UTF8.GetBytes($"kernel.{type}");

    private void SendText()
    {
        if (gathered.Length == 0)
        {
            return;
        }

        var content = new JsonObject { ["name"] = gatheredStream == OutputStream.StandardOutput ? "stdout" : "stderr", ["text"] = gathered.ToString() };
        gathered.Clear();
        send(new OutgoingMessage("stream", gatheredFor, content) { Identities = [Topic("stream")] });
    }

    // Half of a surrogate pair stays behind until the other half is written: a message holds whole characters.
    private void SendWholeCharacters()
    {
        if (gathered.Length > 1 && char.IsHighSurrogate(gathered[^1]))
        {
            var half = gathered[^1];
            gathered.Length--;
            SendText();
            gathered.Append(half);
            timer.Change(Gather, Timeout.InfiniteTimeSpan);
        }
        else
        {
            SendText();
        }
    }
}
