using System.Text.Json;

namespace NotebookKernel.Jupyter.Messaging;

/// <summary>A message whose signature and form have been checked.</summary>
/// <param name="Identities">The routing frames before the delimiter, to send with the reply.</param>
/// <param name="Id">The header's <c>msg_id</c>.</param>
/// <param name="Type">The header's <c>msg_type</c>.</param>
/// <param name="Session">The header's <c>session</c>: the client that sent it.</param>
/// <param name="Header">The whole header, which goes back verbatim as the reply's parent.</param>
/// <param name="ParentHeader">The header of the message that this one answers; <c>{}</c> if none.</param>
/// <param name="Metadata">An object.</param>
/// <param name="Content">An object, whose members depend on <paramref name="Type"/>.</param>
/// <param name="Buffers">Binary frames after the content.</param>
internal sealed record IncomingMessage(
    IReadOnlyList<byte[]> Identities,
    string Id,
    string Type,
    string Session,
    JsonElement Header,
    JsonElement ParentHeader,
    JsonElement Metadata,
    JsonElement Content,
    IReadOnlyList<byte[]> Buffers);
