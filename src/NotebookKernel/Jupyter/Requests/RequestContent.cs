using System.Text.Json;

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
            if (!content.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
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
            !content.TryGetProperty(name, out var value) ? absent : value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => absent,
                _ => throw new MalformedRequestException($"'{name}' in the request's content has to be true or false."),
            };

        /// <summary>A whole number; <paramref name="absent"/> if absent or null.</summary>
        /// <exception cref="MalformedRequestException">It is something else.</exception>
        public int Number(string name, int absent) =>
            !content.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? absent
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
            : throw new MalformedRequestException($"'{name}' in the request's content has to be a whole number.");
    }
}
