using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.Jupyter.Messaging;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>
/// Comms: channels between code in the page and code in a cell
/// (<see href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages"/>). A cell offers a
/// target through <see cref="CommContract"/>; a page opens it. A target that nobody offers is closed at once.
/// </summary>
internal sealed class CommTargets(IopubStream iopub)
{
    private readonly ConcurrentDictionary<string, CommContract.Open> targets = new();
    private readonly ConcurrentDictionary<string, Comm> comms = new();

    /// <summary>Offers a target to pages, in place of an earlier one of that name.</summary>
    public void Register(string target, CommContract.Open open) => targets[target] = open;

    /// <summary>Answers <c>comm_info_request</c>.</summary>
    public JsonObject Info(JsonElement content)
    {
        var target = content.OptionalText("target_name");
        var found = new JsonObject();
        foreach (var (id, comm) in comms)
        {
            if (target is null || comm.Target == target)
            {
                found[id] = new JsonObject { ["target_name"] = comm.Target };
            }
        }

        return new JsonObject { ["status"] = "ok", ["comms"] = found };
    }

    /// <summary>Handles <c>comm_open</c>.</summary>
    public void Opened(IncomingMessage message)
    {
        var id = message.Content.Text("comm_id");
        var target = message.Content.Text("target_name");
        if (!targets.TryGetValue(target, out var open))
        {
            iopub.Send("comm_close", message, Content(id, "{}"));
            return;
        }

        Guard(message, () =>
        {
            var receive = open(Data(message), json => iopub.Send("comm_msg", message, Content(id, json)));
            comms[id] = new Comm(target, receive);
        });
    }

    /// <summary>Handles <c>comm_msg</c>.</summary>
    public void Received(IncomingMessage message)
    {
        if (comms.TryGetValue(message.Content.Text("comm_id"), out var comm))
        {
            Guard(message, () => comm.Receive(Data(message)));
        }
    }

    /// <summary>Handles <c>comm_close</c>.</summary>
    public void Closed(IncomingMessage message)
    {
        if (comms.TryRemove(message.Content.Text("comm_id"), out var comm))
        {
            Guard(message, () => comm.Receive(null));
        }
    }

    private static string Data(IncomingMessage message) =>
        message.Content.TryGetProperty("data", out var data) ? data.GetRawText() : "{}";

    private static JsonObject Content(string id, string json) => new() { ["comm_id"] = id, ["data"] = JsonNode.Parse(json) };

    // The code behind a comm is a notebook's: what it throws is shown there and ends nothing.
    private void Guard(IncomingMessage message, Action call)
    {
        try
        {
            call();
        }
        catch (Exception e)
        {
            iopub.Write(message, OutputStream.StandardError, $"The code behind a comm failed: {e}\n");
        }
    }

    private sealed record Comm(string Target, Action<string?> Receive);
}
