using System.Text;
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
            RunCharts.Curves(groups, "validation images read right, %", ("", epoch => 100 * epoch.ValidationAccuracy)));
        AddChart(
            body, "Loss", "training dotted, validation solid",
            RunCharts.Curves(
                groups, "mean cross-entropy, nats", (RunCharts.Training, epoch => epoch.TrainLoss), (", validation", epoch => epoch.ValidationLoss)));
        if (RunCharts.Parallel(runs) is { } parallel)
        {
            AddChart(body, "What the runs differ in", "a line a run; drag along an axis to pick some", parallel);
        }

        AddConfusions(body, runs);
        body.Append("<h2>All runs</h2><p>A click on a column's head sorts by it.</p>").Append(RunsTable.Render(runs));
        return Page.Render(title, body.ToString());
    }

    // Of several seeds, whether the best configuration is better than the next by more than chance.
    private static IEnumerable<string> Findings(IReadOnlyList<RunGroup> groups) =>
        groups.Count > 1 && SeedComparison.Of(groups[0], groups[1]) is { } comparison ? [comparison.ToString()] : [];

    private static void AddChart(StringBuilder body, string title, string hint, GenericChart chart)
    {
        body.Append($"<h2>{Markup.Encode(title)}</h2><p>{Markup.Encode(hint)}</p>").Append(PageChart.Render(chart, title));
    }

    private static void AddConfusions(StringBuilder body, IReadOnlyList<RunSummary> runs)
    {
        (string Name, int[][] Rows)[] matrices =
        [
            .. runs.OrderByDescending(run => run.Best?.ValidationAccuracy).Take(MostMatrices)
                .Select(run => (run.Name, Rows: RunConfusion.Read(run))).Where(run => run.Rows is not null).Select(run => (run.Name, run.Rows!)),
        ];
        body.Append("<h2>Confusions of two runs</h2>");
        if (matrices.Length == 0)
        {
            body.Append("<p>No run here has read the test set.</p>");
            return;
        }

        body.Append("<p>Rows: what a digit is. Columns: what it was read as. Test images.</p><div class=\"beside\">");
        string options = string.Concat(matrices.Select((run, i) => $"<option value=\"{i}\">{Markup.Encode(run.Name)}</option>"));
        string figures = $"[{string.Join(',', matrices.Select(run => RunConfusion.Figure(run.Name, run.Rows)))}]";
        foreach (int place in (int[])[0, 1])
        {
            body.Append($"<div><label>Run <select data-confusion=\"{place}\">{options}</select></label>")
                .Append($"<div id=\"confusion-{place}\"></div></div>");
        }

        body.Append("</div>").Append(
            $$"""
            <script>
            (() => {
              const page = globalThis.handwrittenDigitsCharts ??= { waiting: [] };
              const figures = {{figures}};
              const draw = plotly => document.querySelectorAll("[data-confusion]").forEach(select => {
                const show = () => {
                  const { data, layout } = figures[select.value];
                  const color = getComputedStyle(document.body).color;
                  plotly.react(`confusion-${select.dataset.confusion}`, data,
                    {
                      ...layout, height: 460, margin: { t: 40, r: 10, b: 50, l: 50 },
                      paper_bgcolor: "transparent", plot_bgcolor: "transparent", font: { color },
                    },
                    { responsive: true, displayModeBar: false });
                };
                select.selectedIndex = Math.min(+select.dataset.confusion, figures.length - 1);
                select.addEventListener("change", show);
                show();
              });
              if (page.plotly) draw(page.plotly); else page.waiting.push(draw);
            })();
            </script>
            """);
    }
}
