using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Jupyter.Messaging;

/// <summary>
/// Turns messages into the frames that cross the wire and back
/// (<see href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol"/>):
/// identities, <c>&lt;IDS|MSG&gt;</c>, signature, header, parent header, metadata, content, buffers.
/// </summary>
/// <remarks>
/// The signature is the HMAC-SHA256, in lower-case hexadecimal, of the four JSON frames. It is checked before anything
/// in a message is parsed. Safe to use from several threads.
/// </remarks>
internal sealed class MessageCodec
{
    /// <summary>The version of the messaging specification that this kernel speaks.</summary>
    public const string ProtocolVersion = "5.4";

    private const int SignedFrames = 4;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    // The frames are read by JSON parsers, never by an HTML one, so text stays short and legible.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] key;
    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly TimeProvider clock;

    /// <summary>Makes the codec of one kernel.</summary>
    /// <param name="key">The HMAC key; empty to sign and check nothing, as the specification has it.</param>
    /// <param name="clock">Dates the headers.</param>
    public MessageCodec(byte[] key, TimeProvider clock)
    {
        this.key = key;
        this.clock = clock;
    }

    private static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    /// <summary>The frames of a message, signed.</summary>
    public List<byte[]> Encode(OutgoingMessage message)
    {
        byte[][] signed =
        [
            Json(Header(message)),
            message.Parent is { } parent ? Json(parent) : "{}"u8.ToArray(),
            message.Metadata is { } metadata ? Json(metadata) : "{}"u8.ToArray(),
            Json(message.Content),
        ];

        return [.. message.Identities, Delimiter.ToArray(), Sign(signed), .. signed, .. message.Buffers];
    }

    /// <summary>Reads the frames of a message that anyone may have sent.</summary>
    /// <param name="frames">What arrived.</param>
    /// <param name="message">The message, if its signature and form are right.</param>
    /// <param name="rejection">Else why not, without a word of what it held.</param>
    public bool TryDecode(
        IReadOnlyList<byte[]> frames,
        [NotNullWhen(true)] out IncomingMessage? message,
        [NotNullWhen(false)] out string? rejection)
    {
        message = null;
        int delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter))
        {
            delimiter++;
        }

        int first = delimiter + 2;
        if (frames.Count < first + SignedFrames)
        {
            rejection = delimiter == frames.Count ? "no <IDS|MSG> frame" : "frames are missing";
            return false;
        }

        byte[][] signed = [frames[first], frames[first + 1], frames[first + 2], frames[first + 3]];
        if (key.Length > 0 && !CryptographicOperations.FixedTimeEquals(Sign(signed), frames[delimiter + 1]))
        {
            rejection = "the signature does not match";
            return false;
        }

        JsonElement?[] parsed = Array.ConvertAll(signed, ParseObject);
        if (Array.FindIndex(parsed, frame => frame is null) is >= 0 and var broken)
        {
            rejection = $"its {FrameName(broken)} is not a JSON object";
            return false;
        }

        JsonElement header = parsed[0]!.Value;
        if (Text(header, "msg_id") is not { } id || Text(header, "msg_type") is not { } type)
        {
            rejection = "its header lacks msg_id or msg_type";
            return false;
        }

        rejection = null;
        message = new IncomingMessage(
            [.. frames.Take(delimiter)],
            id,
            type,
            Text(header, "session") ?? "",
            header,
            parsed[1]!.Value,
            parsed[2]!.Value,
            parsed[3]!.Value,
            [.. frames.Skip(first + SignedFrames)]);
        return true;
    }

    private static string FrameName(int index) => index switch { 0 => "header", 1 => "parent header", 2 => "metadata", _ => "content" };

    private static JsonElement? ParseObject(byte[] frame)
    {
        try
        {
            var element = JsonElement.Parse(frame, Strict);
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement header, string name)
    {
        try
        {
            return header.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // JSON can escape half of a surrogate pair, which is no text.
            return null;
        }
    }

    private static byte[] Json(JsonNode node) => Json(writer => node.WriteTo(writer));

    private static byte[] Json(JsonElement element) => Json(element.WriteTo);

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            write(writer);
        }

        return buffer.ToArray();
    }

    private JsonObject Header(OutgoingMessage message) => new()
    {
        ["msg_id"] = message.Id,
        ["msg_type"] = message.Type,
        ["session"] = session,
        ["username"] = "kernel",
        ["date"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ"),
        ["version"] = ProtocolVersion,
    };

    private byte[] Sign(byte[][] frames)
    {
        if (key.Length == 0)
        {
            return [];
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] frame in frames)
        {
            hmac.AppendData(frame);
        }

        return System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }
}
