using System.Text.Json.Nodes;
using HandwrittenDigits.Testing;

namespace Hosts.Tests.Notebooks;

/// <summary>
/// A copy of one of the repository's notebooks that runs in seconds: with fewer digits, and without what it showed before.
/// </summary>
internal static class QuickNotebook
{
    /// <summary>Writes the copy into a folder, and gives its path.</summary>
    public static string Copy(string name, string folder)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "notebooks", $"{name}.ipynb")))!;
        foreach (JsonNode cell in notebook["cells"]!.AsArray().OfType<JsonNode>().Where(cell => (string?)cell["cell_type"] == "code"))
        {
            cell["outputs"] = new JsonArray();
            cell["execution_count"] = null;
            if (cell["metadata"]!["tags"] is not null)
            {
                cell["source"] = NotebookParameters.Quick(string.Concat(cell["source"]!.AsArray().GetValues<string>()));
            }
            else if (name == NotebookRun.Drawing)
            {
                // What was learned of so few digits is unsure of many that are drawn.
                string source = string.Concat(cell["source"]!.AsArray().GetValues<string>());
                cell["source"] =
                    source.Replace("ReadingModel.BestOrShipped(\"../runs\")", "ReadingModel.Shipped()", StringComparison.Ordinal);
            }
        }

        string path = Path.Combine(folder, $"{name}.ipynb");
        File.WriteAllText(path, notebook.ToJsonString());
        return path;
    }
}
