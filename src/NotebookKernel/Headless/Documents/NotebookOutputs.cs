using System.Text.Json.Nodes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Documents;

/// <summary>Writes what cells put out into the notebook, in the form of nbformat 4. Safe from any thread.</summary>
public sealed class NotebookOutputs
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<JsonObject>> displays = new(StringComparer.Ordinal);
    private readonly List<CellOutputWriter> writers = [];

    /// <summary>Where the output of one cell goes.</summary>
    public ICellOutput For(NotebookCell cell)
    {
        var writer = new CellOutputWriter(cell, gate, displays);
        lock (gate)
        {
            writers.Add(writer);
        }

        return writer;
    }

    /// <summary>Writes down how a cell ended.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="executionCount">Its number in the order of execution.</param>
    /// <param name="result">How it ended.</param>
    public void Finish(NotebookCell cell, int executionCount, CellResult result)
    {
        lock (gate)
        {
            writers.ForEach(writer => writer.Flush());
            cell.SetExecutionCount(executionCount);
            if (result.Value is not null)
            {
                cell.Outputs.Add(new JsonObject
                {
                    ["data"] = MimeJson.Data(result.Value),
                    ["execution_count"] = executionCount,
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "execute_result",
                });
            }

            if (result.Error is not null)
            {
                cell.Outputs.Add(new JsonObject
                {
                    ["ename"] = result.Error.Name,
                    ["evalue"] = result.Error.Message,
                    ["output_type"] = "error",
                    ["traceback"] = new JsonArray([.. result.Error.Traceback.Select(line => (JsonNode)line)]),
                });
            }
        }
    }

    /// <summary>Does something with the notebook while no output changes it.</summary>
    public void WhileUnchanged(Action action)
    {
        lock (gate)
        {
            writers.ForEach(writer => writer.Flush());
            action();
        }
    }
}
