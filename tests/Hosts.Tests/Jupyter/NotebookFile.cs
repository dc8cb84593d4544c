using System.Text.Json.Nodes;

namespace Hosts.Tests.Jupyter;

/// <summary>Writes a C# notebook of the cells that a test needs.</summary>
public static class NotebookFile
{
    /// <summary>Writes <c>name.ipynb</c> and gives its path.</summary>
    public static string Write(string folder, string name, params string[] cells)
    {
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((source, index) => new JsonObject
            {
                ["cell_type"] = "code",
                ["id"] = $"cell-{index}",
                ["execution_count"] = null,
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = source,
            })]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject
                {
                    ["display_name"] = ".NET (C#)",
                    ["language"] = "C#",
                    ["name"] = JupyterInstallation.KernelName,
                },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        string path = Path.Combine(folder, name + ".ipynb");
        File.WriteAllText(path, notebook.ToJsonString());
        return path;
    }
}
