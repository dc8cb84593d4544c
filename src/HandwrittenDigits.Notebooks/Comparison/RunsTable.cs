using System.Globalization;
using System.Text;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>Runs as a table whose rows are sorted by a click.</summary>
internal static class RunsTable
{
    // More columns than this are no table any more; the CSV has them all.
    private const int MostColumns = 16;

    private const string Script = """
        <script>
        document.querySelectorAll("table.runs").forEach(table => table.tHead.addEventListener("click", event => {
          const head = event.target.closest("button")?.parentElement;
          if (!head) return;
          const column = head.cellIndex;
          const up = head.getAttribute("aria-sort") !== "ascending";
          [...table.tHead.rows[0].cells].forEach(cell => cell.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", up ? "ascending" : "descending");
          const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent;
          const compare = (a, b) => a === "" || b === "" ? (a === "") - (b === "")
            : (isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b) * (up ? 1 : -1);
          const rows = [...table.tBodies[0].rows].map(row => [key(row), row]).sort((a, b) => compare(a[0], b[0]));
          table.tBodies[0].append(...rows.map(pair => pair[1]));
        }));
        </script>
        """;

    /// <summary>The table and its script; the best run first.</summary>
    public static string Render(IReadOnlyList<RunSummary> runs)
    {
        string[] differing = [.. RunDifferences.Of(runs).Take(MostColumns)];
        var html = new StringBuilder("<div class=\"wide\"><table class=\"runs\"><thead><tr>");
        foreach (string column in (string[])["run", "state", "epochs", "validation", "loss", "test", "seconds", .. differing])
        {
            html.Append($"<th scope=\"col\"><button type=\"button\">{Markup.Encode(column)}</button></th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (RunSummary run in runs.OrderByDescending(run => run.Best?.ValidationAccuracy))
        {
            html.Append($"<tr><td>{Markup.Encode(run.Name)}</td><td>{run.State.ToString().ToLowerInvariant()}</td>")
                .Append($"<td data-value=\"{run.Epochs.Count}\">{run.Epochs.Count}/{run.EpochsPlanned}</td>");
            Percent(html, run.Best?.ValidationAccuracy);
            html.Append($"<td>{run.Best?.ValidationLoss.ToString("0.0000", CultureInfo.InvariantCulture)}</td>");
            Percent(html, run.TestAccuracy);
            html.Append(CultureInfo.InvariantCulture, $"<td>{run.Seconds:0.#}</td>");
            foreach (string name in differing)
            {
                html.Append($"<td>{Markup.Encode(run.Recorded.GetValueOrDefault(name))}</td>");
            }

            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div>").Append(Script).ToString();
    }

    private static void Percent(StringBuilder html, double? share) =>
        html.Append(
            share is { } value
                ? string.Create(CultureInfo.InvariantCulture, $"<td data-value=\"{value:R}\">{100 * value:0.00} %</td>")
                : "<td></td>");
}
