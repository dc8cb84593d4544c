using System.Text.Json.Nodes;

namespace NotebookKernel.Headless.Documents;

/// <summary>One cell of a notebook.</summary>
public sealed class NotebookCell
{
    private readonly JsonObject node;

    private NotebookCell(JsonObject node, string type, string source, string language, IReadOnlyList<string> tags)
    {
        this.node = node;
        Type = type;
        Source = source;
        Language = language;
        Tags = tags;
    }

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Type { get; }

    /// <summary>True for code, in whatever language.</summary>
    public bool IsCode => Type == "code";

    /// <summary>The text of the cell.</summary>
    public string Source { get; private set; }

    /// <summary>The language of a code cell, as Polyglot Notebooks names it: <c>csharp</c>, <c>markdown</c>, <c>html</c>, ...</summary>
    public string Language { get; }

    /// <summary>The cell's tags (<c>parameters</c>, <c>raises-exception</c>, ...).</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The outputs of a code cell, in the file's own form; empty for other cells.</summary>
    public JsonArray Outputs => node["outputs"] as JsonArray ?? [];

    /// <summary>The cell's number in the order of its run, null if it was not run.</summary>
    public int? ExecutionCount => NotebookJson.Integer(node, "execution_count");

    internal static NotebookCell Read(JsonNode? json, int index, string defaultLanguage)
    {
        string what = $"cell {index + 1}";
        JsonObject node = NotebookJson.Object(json, what);
        string type = NotebookJson.Text(node, "cell_type")
            ?? throw new NotebookFormatException($"Cell {index + 1} has no \"cell_type\". It should be code, markdown or raw.");
        var metadata = node["metadata"] as JsonObject;
        string language = NotebookJson.Text(metadata?["polyglot_notebook"], "kernelName")
            ?? NotebookJson.Text(metadata?["dotnet_interactive"], "language")
            ?? defaultLanguage;
        IEnumerable<string> tags = (metadata?["tags"] as JsonArray ?? [])
            .OfType<JsonValue>()
            .Select(tag => tag.TryGetValue<string>(out string? text) ? text : null)
            .OfType<string>();
        if (type == "code" && node["outputs"] is { } outputs)
        {
            foreach (JsonNode? output in NotebookJson.Array(outputs, $"\"outputs\" of {what}"))
            {
                NotebookJson.Object(output, $"an output of {what}");
            }
        }

        return new NotebookCell(node, type, NotebookJson.Lines(node["source"], $"\"source\" of {what}"), language, [.. tags]);
    }

    internal static JsonObject NewNode(string language, string source)
    {
        if (language == "markdown")
        {
            return new JsonObject
            {
                ["cell_type"] = "markdown", ["metadata"] = new JsonObject(), ["source"] = NotebookJson.ToLines(source),
            };
        }

        return new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["metadata"] = new JsonObject
            {
                ["dotnet_interactive"] = new JsonObject { ["language"] = language },
                ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language },
            },
            ["outputs"] = new JsonArray(),
            ["source"] = NotebookJson.ToLines(source),
        };
    }

    /// <summary>Replaces the text.</summary>
    internal void SetSource(string source)
    {
        Source = source;
        node["source"] = NotebookJson.ToLines(source);
    }

    /// <summary>Adds a tag.</summary>
    internal void Tag(string tag)
    {
        var metadata = node["metadata"] as JsonObject;
        if (metadata is null)
        {
            node["metadata"] = metadata = [];
        }

        metadata["tags"] = new JsonArray(tag);
    }

    /// <summary>Starts over: no outputs, no execution count.</summary>
    internal void Clear()
    {
        node["execution_count"] = null;
        node["outputs"] = new JsonArray();
    }

    /// <summary>Sets the number that stands in the brackets beside the cell.</summary>
    internal void SetExecutionCount(int count) => node["execution_count"] = count;
}
