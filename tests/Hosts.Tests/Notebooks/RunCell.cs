using System.Text.Json;

namespace Hosts.Tests.Notebooks;

/// <summary>A code cell of a notebook that was run, and what it showed.</summary>
public sealed class RunCell(JsonElement cell)
{
    public string Source { get; } = Join(cell.GetProperty("source"));

    public IReadOnlyList<JsonElement> Outputs { get; } = [.. cell.GetProperty("outputs").EnumerateArray()];

    /// <summary>All outputs as text, line by line.</summary>
    public string Text => string.Join('\n', Outputs.Select(TextOf));

    /// <summary>What was written to the standard error stream.</summary>
    public string Complaints => string.Concat(
        Outputs.Where(output => output.TryGetProperty("name", out JsonElement name) && name.ValueEquals("stderr")).Select(TextOf));

    /// <summary>All outputs as HTML.</summary>
    public string Html => string.Join('\n', Outputs.Select(output => Data(output, "text/html")));

    /// <summary>The lines of those outputs that are nothing but text.</summary>
    public IEnumerable<string> PlainLines => Outputs
        .Where(output => Data(output, "text/html").Length == 0)
        .SelectMany(output => TextOf(output).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The code cells of a notebook.</summary>
    public static IReadOnlyList<RunCell> Parse(ReadOnlyMemory<byte> notebook) =>
    [
        .. JsonElement.Parse(notebook.Span).GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
            .Select(cell => new RunCell(cell)),
    ];

    private static string TextOf(JsonElement output) =>
        output.TryGetProperty("text", out JsonElement stream) ? Join(stream) : Data(output, "text/plain");

    private static string Data(JsonElement output, string mimeType) =>
        output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty(mimeType, out JsonElement content) ? Join(content) : "";

    private static string Join(JsonElement text) =>
        text.ValueKind == JsonValueKind.Array ? string.Concat(text.EnumerateArray().Select(line => line.GetString())) : text.GetString()!;
}
