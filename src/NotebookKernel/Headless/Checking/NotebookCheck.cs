using System.Text.Json.Nodes;
using NotebookKernel.Headless.Documents;

namespace NotebookKernel.Headless.Checking;

/// <summary>Tells whether the outputs that stand in a notebook are those of a run from top to bottom.</summary>
public static class NotebookCheck
{
    private const string MayFailTag = "raises-exception";

    /// <summary>
    /// What the file alone tells: cells with an error, cells that were not run or not in order, cells that give output and
    /// have none.
    /// </summary>
    public static IReadOnlyList<CellCheck> Inspect(NotebookDocument document)
    {
        var found = new List<CellCheck>();
        int previous = 0;
        foreach ((NotebookCell? cell, int number) in CellsThatRun(document))
        {
            List<string> kinds = OutputKinds(cell);
            if (kinds.Any(kind => kind.StartsWith("error", StringComparison.Ordinal)) && !cell.Tags.Contains(MayFailTag))
            {
                found.Add(new CellCheck(number, $"its output is an error: {ErrorOf(cell)}"));
            }

            if (cell.ExecutionCount is not { } count)
            {
                found.Add(new CellCheck(number, "it was not run."));
            }
            else
            {
                if (count != previous + 1)
                {
                    found.Add(new CellCheck(
                        number, $"it ran as number {count}, after number {previous}: not in one run from top to bottom."));
                }

                previous = count;
            }

            if (kinds.Count == 0 && cell.Language == "csharp" && ExpectedOutput.Of(cell.Source) is { } reason)
            {
                found.Add(new CellCheck(number, $"it has no output, and {reason}."));
            }
        }

        return found;
    }

    /// <summary>How the kinds of the outputs (streams, MIME types, errors) differ from those of a fresh run.</summary>
    public static IReadOnlyList<CellCheck> Compare(NotebookDocument committed, NotebookDocument fresh)
    {
        var found = new List<CellCheck>();
        foreach (((NotebookCell? before, int number), (NotebookCell? after, int _)) in CellsThatRun(committed).Zip(CellsThatRun(fresh)))
        {
            string had = Describe(OutputKinds(before));
            string has = Describe(OutputKinds(after));
            if (had != has)
            {
                found.Add(new CellCheck(number, $"its output is {had}, and a run gives {has}."));
            }
        }

        return found;
    }

    private static IEnumerable<(NotebookCell Cell, int Number)> CellsThatRun(NotebookDocument document) =>
        document.Cells
            .Select((cell, index) => (Cell: cell, Number: index + 1))
            .Where(item => item.Cell.IsCode && item.Cell.Language != "markdown" && item.Cell.Source.Trim().Length > 0);

    private static string Describe(List<string> kinds) => kinds.Count == 0 ? "nothing" : string.Join(", ", kinds);

    // Each kind once and in a fixed order: how often a stream is cut in two depends on the moment.
    private static List<string> OutputKinds(NotebookCell cell) =>
        [.. cell.Outputs.Select(Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Kind(JsonNode? output) => NotebookJson.Text(output, "output_type") switch
    {
        "stream" => $"text on {NotebookJson.Text(output, "name")}",
        "error" => $"error {NotebookJson.Text(output, "ename")}",
        _ => output?["data"] is JsonObject data
            ? string.Join(" + ", data.Select(entry => entry.Key).Order(StringComparer.Ordinal))
            : "an output of unknown kind",
    };

    private static string ErrorOf(NotebookCell cell) =>
        cell.Outputs.Select(output => NotebookJson.Text(output, "evalue")).OfType<string>().FirstOrDefault() ?? "unknown";
}

/// <summary>Something wrong with the committed outputs of a notebook.</summary>
/// <param name="Cell">The cell, counting all of the notebook from 1.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
public sealed record CellCheck(int Cell, string Problem);
