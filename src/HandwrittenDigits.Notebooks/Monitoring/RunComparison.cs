using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Comparison;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>Runs beside each other: what each changed, and what came of it.</summary>
public static class RunComparison
{
    /// <summary>A row a run. "Changed" is against the first.</summary>
    /// <param name="runs">At least one run with a complete epoch each.</param>
    public static TableOutput Table(params MonitoredRun[] runs)
    {
        Check(runs);
        return new TableOutput(
            "Runs",
            ["run", "changed", "parameters", "validation accuracy", "validation loss", "seconds", "images/s"],
            [.. runs.Select(run => Row(run, Best(run), Changes(runs[0], run)))]);
    }

    /// <summary>The share of validation digits that each run read wrongly, by XPlot.</summary>
    /// <param name="runs">At least one run with a complete epoch each.</param>
    public static ChartOutput Chart(params MonitoredRun[] runs)
    {
        Check(runs);
        var bars = new Bar
        {
            x = runs.Select(run => run.Name).ToArray(),
            y = runs.Select(run => Math.Round(100 * (1 - Best(run).ValidationAccuracy), 3)).ToArray(),
        };
        var layout = new Layout.Layout
        {
            title = "Validation digits read wrongly",
            xaxis = new Xaxis { title = "run", type = "category" },
            yaxis = new Yaxis { title = "% wrong" },
        };
        return ChartOutput.Of(XPlot.Plotly.Chart.Plot(bars, layout));
    }

    /// <summary>
    /// The validation accuracy of runs over their epochs; of several seeds their mean, with a band from the least to the greatest.
    /// </summary>
    /// <param name="runs">Runs, say those of <see cref="RunCatalog"/> or of a sweep; at least one with a complete epoch.</param>
    public static ChartOutput Curves(IReadOnlyList<RunSummary> runs)
    {
        CheckEpochs(runs);
        return ChartOutput.Of(RunCharts.Accuracies(RunGroup.Of(runs)), "Validation accuracy");
    }

    /// <summary>The losses of runs over their epochs, on the training and on the validation images.</summary>
    /// <param name="runs">Runs; at least one with a complete epoch.</param>
    public static ChartOutput Losses(IReadOnlyList<RunSummary> runs)
    {
        CheckEpochs(runs);
        return ChartOutput.Of(RunCharts.Losses(RunGroup.Of(runs)), "Loss");
    }

    /// <summary>A line a run through the options in which runs differ, and what came of them.</summary>
    /// <param name="runs">Runs; at least one with a complete epoch.</param>
    public static CellOutput Options(IReadOnlyList<RunSummary> runs)
    {
        CheckEpochs(runs);
        IReadOnlyList<string> axes = RunCharts.Axes(runs);
        return axes.Count > 0
            ? ChartOutput.Of(
                RunCharts.Parallel(runs, axes), "What the runs differ in", Table(runs),
                "Parallel coordinates: what the runs differ in, and how well they read the validation digits.")
            : Table(runs);
    }

    /// <summary>A row a run, best first: what it came to, and everything recorded in which the runs differ.</summary>
    /// <param name="runs">Runs.</param>
    public static TableOutput Table(IReadOnlyList<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        IReadOnlyList<string> differing = RunDifferences.Of(runs);
        return new TableOutput(
            "Runs",
            ["run", "epochs", "validation accuracy", "test accuracy", .. differing],
            [
                .. runs.OrderByDescending(run => run.Best?.ValidationAccuracy).Select(run => (string[])
                [
                    run.Name, $"{run.Epochs.Count}/{run.EpochsPlanned}", Percent(run.Best?.ValidationAccuracy), Percent(run.TestAccuracy),
                    .. differing.Select(name => run.Recorded.GetValueOrDefault(name, "")),
                ]),
            ]);
    }

    /// <summary>What two runs read as what, of the test images, beside each other.</summary>
    /// <param name="first">A run that has read the test set.</param>
    /// <param name="second">Another.</param>
    /// <exception cref="ArgumentException">One has not.</exception>
    public static CellOutput Confusions(RunSummary first, RunSummary second) => new SideBySideOutput(Confusion(first), Confusion(second));

    private static ChartOutput Confusion(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return RunConfusion.Read(run) is { } rows
            ? ChartOutput.Of(ConfusionChart.Draw(rows), run.Name)
            : throw new ArgumentException($"{run.Name} has not read the test set: of a sweep's runs only the winner does.", nameof(run));
    }

    private static void CheckEpochs(IReadOnlyList<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.All(run => run.Epochs.Count == 0))
        {
            throw new ArgumentException("Give at least one run with an epoch that is complete.", nameof(runs));
        }
    }

    private static string Percent(double? share) => share is { } value ? $"{100 * value:0.00} %" : "";

    private static string[] Row(MonitoredRun run, EpochMetrics best, string changes) =>
    [
        run.Name,
        changes,
        $"{run.ParameterCount:N0}",
        $"{100 * best.ValidationAccuracy:0.00} %",
        $"{best.ValidationLoss:0.0000}",
        $"{run.Epochs.Sum(epoch => epoch.Seconds):0.0}",
        $"{best.ImagesPerSecond:N0}",
    ];

    private static EpochMetrics Best(MonitoredRun run) => run.Options.Best(run.Epochs)!;

    private static string Changes(MonitoredRun first, MonitoredRun run)
    {
        string[] changes =
        [
            .. typeof(TrainingOptions).GetProperties()
                .Where(property => property.Name != nameof(TrainingOptions.Network)
                    && !Equals(property.GetValue(first.Options), property.GetValue(run.Options)))
                .Select(property => $"{property.Name} {Describe(property.GetValue(run.Options))}"),
            .. Network(first) == Network(run) ? [] : (string[])[$"Network {Network(run)}"],
        ];
        return changes.Length == 0 ? "–" : string.Join(", ", changes);
    }

    // The layers where the network is one of the caller's own, but for what most have; of the library's own the channels.
    private static string Network(MonitoredRun run)
    {
        if (run.Options.Network is { } network)
        {
            return string.Join("-", network.Blocks.Select(block => block.Channels));
        }

        RunInfo.NetworkInfo info = run.Folder.ReadInfo().Network!;
        IEnumerable<string> shapes = info.Tensors.Where(tensor => tensor.Value.Length > 1).Select(tensor => string.Join("×", tensor.Value));
        return $"{info.Name} {string.Join(" ", shapes)}";
    }

    private static string Describe(object? value) => value switch
    {
        Imaging.AugmentationOptions augmentation => augmentation.IsNone ? "none" : "changed",
        _ => value?.ToString() ?? "",
    };

    private static void Check(MonitoredRun[] runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Length == 0 || runs.FirstOrDefault(run => run.Epochs.Count == 0) is not null)
        {
            throw new ArgumentException("Give at least one run, each with an epoch that is complete.", nameof(runs));
        }
    }
}
