using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>The inputs of this session, which is the only one the kernel remembers (number 1; 0 means the current one).</summary>
internal sealed class InputHistory
{
    private const int Session = 1;

    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    /// <summary>Remembers a cell that ran.</summary>
    /// <param name="line">Its execution count.</param>
    /// <param name="input">Its code.</param>
    /// <param name="output">The plain text of its value, null if it has none.</param>
    public void Add(int line, string input, string? output)
    {
        lock (gate)
        {
            entries.Add(new Entry(line, input, output));
        }
    }

    /// <summary>Answers <c>history_request</c>: the last inputs, a range of them, or those that match a pattern.</summary>
    /// <exception cref="MalformedRequestException">The access type is unknown.</exception>
    public JsonObject Reply(JsonElement content)
    {
        bool withOutput = content.Flag("output", false);
        int limit = Math.Max(0, content.Number("n", int.MaxValue));
        IEnumerable<Entry> found;
        lock (gate)
        {
            found = content.OptionalText("hist_access_type") switch
            {
                "tail" => [.. entries.TakeLast(limit)],
                "range" => Range(content.Number("session", 0), content.Number("start", 0), content.Number("stop", int.MaxValue)),
                "search" => [.. Search(content.OptionalText("pattern") ?? "*", content.Flag("unique", false)).TakeLast(limit)],
                var other => throw new MalformedRequestException($"'hist_access_type' is '{other}': it has to be tail, range or search."),
            };
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(entry => entry.ToJson(withOutput))]),
        };
    }

    private List<Entry> Range(int session, int start, int stop) =>
        session is 0 or Session ? [.. entries.Where(entry => entry.Line >= start && entry.Line < stop)] : [];

    private IEnumerable<Entry> Search(string pattern, bool unique)
    {
        IEnumerable<Entry> matches =
            entries.Where(entry => FileSystemName.MatchesSimpleExpression(pattern, entry.Input, ignoreCase: false));

        // Of equal inputs the latest counts.
        return unique ? matches.Reverse().DistinctBy(entry => entry.Input).Reverse() : matches;
    }

    private sealed record Entry(int Line, string Input, string? Output)
    {
        public JsonNode ToJson(bool withOutput) => withOutput
            ? new JsonArray(Session, Line, new JsonArray(Input, Output))
            : new JsonArray(Session, Line, Input);
    }
}
