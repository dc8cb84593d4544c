using System.Text;
using System.Text.Json.Nodes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Documents;

/// <summary>Writes the output of one cell into its notebook.</summary>
/// <param name="cell">The cell.</param>
/// <param name="gate">Held while anything in the notebook changes.</param>
/// <param name="displays">Display id to the outputs that show it, throughout the notebook.</param>
internal sealed class CellOutputWriter(NotebookCell cell, Lock gate, Dictionary<string, List<JsonObject>> displays) : ICellOutput
{
    // Text comes in any pieces. A line is laid down when it is whole, else a long one would be copied for every piece.
    private readonly StringBuilder openLine = new();
    private JsonObject? stream;

    public void Write(OutputStream target, string text)
    {
        lock (gate)
        {
            string name = target == OutputStream.StandardOutput ? "stdout" : "stderr";
            if (stream is null || (string?)stream["name"] != name || !ReferenceEquals(cell.Outputs[^1], stream))
            {
                Flush();
                stream = new JsonObject { ["name"] = name, ["output_type"] = "stream", ["text"] = new JsonArray() };
                cell.Outputs.Add(stream);
            }

            openLine.Append(text);
            if (text.Contains('\n', StringComparison.Ordinal))
            {
                string whole = openLine.ToString();
                int end = whole.LastIndexOf('\n') + 1;
                Lay(whole[..end]);
                openLine.Clear().Append(whole, end, whole.Length - end);
            }
        }
    }

    public void Display(MimeBundle bundle, string? displayId)
    {
        lock (gate)
        {
            Flush();
            stream = null;
            var output = new JsonObject
            {
                ["data"] = MimeJson.Data(bundle), ["metadata"] = new JsonObject(), ["output_type"] = "display_data",
            };
            cell.Outputs.Add(output);
            if (displayId is not null)
            {
                (displays.TryGetValue(displayId, out List<JsonObject>? known) ? known : displays[displayId] = []).Add(output);
            }
        }
    }

    public void Update(MimeBundle bundle, string displayId)
    {
        lock (gate)
        {
            foreach (JsonObject? output in displays.GetValueOrDefault(displayId) ?? [])
            {
                output["data"] = MimeJson.Data(bundle);
            }
        }
    }

    public string ReadLine(string prompt, bool password) =>
        throw new InvalidOperationException(
            "The cell asks for input, and nobody is there to answer in a run without a user. " +
            "Give the value as a parameter of the run instead.");

    /// <summary>Lays down what there is of a line that has no end yet. The caller holds the gate.</summary>
    public void Flush()
    {
        Lay(openLine.ToString());
        openLine.Clear();
    }

    private void Lay(string text)
    {
        if (stream is null || text.Length == 0)
        {
            return;
        }

        var lines = (JsonArray)stream["text"]!;
        if (lines.Count > 0 && (string)lines[^1]! is var last && !last.EndsWith('\n'))
        {
            lines.RemoveAt(lines.Count - 1);
            text = last + text;
        }

        foreach (JsonNode? line in NotebookJson.ToLines(text))
        {
            lines.Add((string)line!);
        }
    }
}
