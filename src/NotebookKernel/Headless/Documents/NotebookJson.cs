using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Headless.Documents;

/// <summary>Reads parts of a notebook's JSON that may be of any type, or says which type they should have.</summary>
internal static class NotebookJson
{
    public static JsonObject Object(JsonNode? node, string what) =>
        node as JsonObject ?? throw Unexpected(node, what, "an object");

    public static JsonArray Array(JsonNode? node, string what) =>
        node as JsonArray ?? throw Unexpected(node, what, "a list");

    /// <summary>A text by its key, null if there is none.</summary>
    public static string? Text(JsonNode? parent, string key) =>
        parent is JsonObject found && found[key] is JsonValue value && value.TryGetValue<string>(out string? text) ? text : null;

    /// <summary>An integer by its key, null if there is none.</summary>
    public static int? Integer(JsonObject parent, string key) =>
        parent[key] is JsonValue value && value.TryGetValue<int>(out int number) ? number : null;

    /// <summary>A text that the format allows to be a list of lines too.</summary>
    public static string Lines(JsonNode? node, string what) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out string? text) => text,
        JsonArray lines => string.Concat(lines.Select(
            line => line is JsonValue value && value.TryGetValue<string>(out string? text)
                ? text
                : throw Unexpected(line, $"a line of {what}", "a text"))),
        _ => throw Unexpected(node, what, "a text or a list of lines"),
    };

    /// <summary>The list of lines, each with its line break, as Jupyter writes a text.</summary>
    public static JsonArray ToLines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Visits every object once: a key that stands twice shows only then.</summary>
    /// <exception cref="NotebookFormatException">A key stands twice in one object.</exception>
    public static void RefuseDuplicates(JsonNode? node)
    {
        try
        {
            IEnumerable<JsonNode?> children = node switch
            {
                JsonObject parent => parent.Select(entry => entry.Value),
                JsonArray list => list,
                _ => [],
            };
            foreach (JsonNode? child in children)
            {
                RefuseDuplicates(child);
            }
        }
        catch (ArgumentException e)
        {
            throw new NotebookFormatException($"A key stands twice in one JSON object ({e.Message}). Remove one of the two.", e);
        }
    }

    private static NotebookFormatException Unexpected(JsonNode? node, string what, string expected)
    {
        string found = node?.GetValueKind() switch
        {
            null => "nothing",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            _ => node.ToJsonString(),
        };
        return new NotebookFormatException(
            $"{char.ToUpperInvariant(what[0])}{what[1..]} should be {expected} and is {found}. The file is damaged or no notebook: " +
            "restore it from version control or a checkpoint (.ipynb_checkpoints).");
    }
}
