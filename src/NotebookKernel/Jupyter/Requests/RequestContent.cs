using System.Text.Json;
using NotebookKernel.Jupyter.Messaging;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>Reads the members of a request's content, which any client may have written.</summary>
internal static class RequestContent
{
    extension(JsonElement content)
    {
        /// <summary>A string that must be there.</summary>
        /// <exception cref="MalformedRequestException">It is absent or no string.</exception>
        public string Text(string name) =>
            content.OptionalText(name) ?? throw new MalformedRequestException($"The request's content needs a string '{name}'.");

        /// <summary>A string, null if absent or null.</summary>
        /// <exception cref="MalformedRequestException">It is something else.</exception>
        public string? OptionalText(string name)
        {
            if (!content.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new MalformedRequestException($"'{name}' in the request's content has to be a string of whole characters.");
            }
        }

        /// <summary>True or false; <paramref name="absent"/> if absent or null.</summary>
        /// <exception cref="MalformedRequestException">It is something else.</exception>
        public bool Flag(string name, bool absent) =>
            !content.TryGetProperty(name, out JsonElement value) ? absent : value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => absent,
                _ => throw new MalformedRequestException($"'{name}' in the request's content has to be true or false."),
            };

        /// <summary>A whole number; <paramref name="absent"/> if absent or null.</summary>
        /// <exception cref="MalformedRequestException">It is something else.</exception>
        public int Number(string name, int absent) =>
            !content.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? absent
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
            : throw new MalformedRequestException($"'{name}' in the request's content has to be a whole number.");
    }
}

/// <summary>A request lacks what its type must have; the message goes back to the client.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);

/// <summary>A message that asks the kernel for something.</summary>
/// <param name="Channel">Where it arrived, and where its reply goes.</param>
/// <param name="Message">What arrived.</param>
/// <param name="Arrival">Its place in the order of arrival.</param>
internal sealed record Request(KernelChannel Channel, IncomingMessage Message, long Arrival)
{
    /// <summary>The type that answers it, null for a message that wants no reply (<c>comm_msg</c>).</summary>
    public string? ReplyType =>
        Message.Type.EndsWith("_request", StringComparison.Ordinal) ? Message.Type[..^"request".Length] + "reply" : null;
}
