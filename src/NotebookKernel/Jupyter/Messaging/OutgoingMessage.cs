using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Jupyter.Messaging;

/// <summary>A message to send.</summary>
/// <param name="Type">Its <c>msg_type</c>.</param>
/// <param name="Parent">The header of the request that it belongs to, null if none.</param>
/// <param name="Content">Its content.</param>
internal sealed record OutgoingMessage(string Type, JsonElement? Parent, JsonObject Content)
{
    /// <summary>The routing frames: the request's identities, or the topic on iopub.</summary>
    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    /// <summary>Its metadata, null for <c>{}</c>.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Binary frames after the content.</summary>
    public IReadOnlyList<byte[]> Buffers { get; init; } = [];

    /// <summary>The <c>msg_id</c> in its header.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");
}
