using System.Text;
using System.Text.Json;
using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Training.Runs;
using Plotly.NET;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>Many runs on one page that needs nothing else: curves, a sweep's options, a table that sorts, confusions of two runs.</summary>
public static class RunsPage
{
    private const int MostMatrices = 200;

    /// <summary>Writes the page.</summary>
    /// <param name="title">What the runs are.</param>
    /// <param name="runs">At least one run.</param>
    public static string Render(string title, IReadOnlyList<RunSummary> runs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(runs);
        IReadOnlyList<RunGroup> groups = RunGroup.Of(runs);
        var body = new StringBuilder();
        int complete = runs.Count(run => run.State == RunState.Complete);
        body.Append($"<p>{runs.Count:N0} runs, {complete:N0} of them complete, of {groups.Count:N0} configurations.</p>");
        foreach (string note in RunDifferences.Warnings(runs).Concat(Findings(groups)))
        {
            body.Append($"<p class=\"note\">{Markup.Encode(note)}</p>");
        }

        AddChart(
            body, "Validation accuracy", "of several seeds the mean, with a band from the least to the greatest",
            RunCharts.Accuracies(groups));
        AddChart(
            body, "Loss", "training dotted, validation solid; a click on a name hides its curves",
            RunCharts.Losses(groups));
        IReadOnlyList<string> axes = RunCharts.Axes(runs);
        if (axes.Count > 0)
        {
            AddChart(
                body, "What the runs differ in", "a line a run; drag along an axis to pick some", RunCharts.Parallel(runs, axes),
                RunCharts.AxisWidth * axes.Count);
        }

        AddConfusions(body, runs);
        body.Append("<h2>All runs</h2><p>A click on a column's head sorts by it.</p>").Append(RunsTable.Render(runs));
        return Page.Render(title, body.ToString());
    }

    // Of several seeds, whether the best configuration is better than the next by more than chance.
    private static IEnumerable<string> Findings(IReadOnlyList<RunGroup> groups) =>
        groups.Count > 1 && SeedComparison.Of(groups[0], groups[1]) is { } comparison ? [comparison.ToString()] : [];

    private static void AddChart(StringBuilder body, string title, string hint, GenericChart chart, int narrowest = 0)
    {
        body.Append($"<h2>{Markup.Encode(title)}</h2><p>{Markup.Encode(hint)}</p>").Append(PageChart.Render(chart, title, narrowest));
    }

    private static void AddConfusions(StringBuilder body, IReadOnlyList<RunSummary> runs)
    {
        (string Name, int[][] Rows)[] matrices =
        [
            .. runs.OrderByDescending(run => run.Best?.ValidationAccuracy).Take(MostMatrices)
                .Select(run => (run.Name, Rows: RunConfusion.Read(run))).Where(run => run.Rows is not null)
                .Select(run => (run.Name, run.Rows!)),
        ];
        body.Append("<h2>Confusions of two runs</h2>");
        if (matrices.Length == 0)
        {
            body.Append("<p>No run here has read the test set.</p>");
            return;
        }

        // Several thousand matrices would make the page heavy: of each the rows alone stand in it.
        body.Append("<p>Rows: what a digit is. Columns: what it was read as. Test images.</p><div class=\"beside\">");
        string options = string.Concat(matrices.Select((run, i) => $"<option value=\"{i}\">{Markup.Encode(run.Name)}</option>"));
        foreach ((int place, (string name, int[][] rows)) in matrices.Take(2).Index())
        {
            body.Append($"<div data-confusion=\"{place}\"><label>Run <select>{options}</select></label>")
                .Append(PageChart.Render(ConfusionChart.Draw(rows), name)).Append("</div>");
        }

        body.Append("</div>").Append(
            $$"""
            <script>
            (() => {
              const page = globalThis.handwrittenDigitsCharts ??= { waiting: [] };
              const rows = {{JsonSerializer.Serialize(matrices.Select(run => run.Rows))}};
              const choose = plotly => document.querySelectorAll("[data-confusion]").forEach(place => {
                const [select, host] = [place.querySelector("select"), place.querySelector("[data-hd-chart]")];
                select.selectedIndex = +place.dataset.confusion;
                select.addEventListener("change", () => {
                  host.setAttribute("aria-label", select.selectedOptions[0].textContent);
                  plotly.restyle(host, { z: [rows[select.value]] });
                });
              });
              if (page.plotly) choose(page.plotly); else page.waiting.push(choose);
            })();
            </script>
            """);
    }
}
