namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Orders a sweep's configurations by what their runs came to on the validation images, in the mean over their seeds.</summary>
internal static class SweepRanking
{
    /// <summary>The configurations, best first, by the first so many epochs; those of which no run got there are left out.</summary>
    /// <param name="tasks">Trainings and where they stand.</param>
    /// <param name="epochs">How many epochs count; all if null.</param>
    public static IReadOnlyList<IReadOnlyList<SweepTaskStatus>> Rank(IEnumerable<SweepTaskStatus> tasks, int? epochs = null) =>
    [
        .. tasks.Where(task => Best(task, epochs) is not null)
            .GroupBy(task => task.Task.Configuration)
            .Select(group => (IReadOnlyList<SweepTaskStatus>)
            [
                .. group.OrderByDescending(
                    task => Best(task, epochs)!,
                    Comparer<EpochMetrics>.Create((one, other) => Compare(task: group.First(), one, other))),
            ])
            .OrderByDescending(runs => runs.Average(run => Score(run, epochs)))
            .ThenBy(runs => runs.Average(run => Best(run, epochs)!.ValidationLoss)),
    ];

    private static int Compare(SweepTaskStatus task, EpochMetrics one, EpochMetrics other) =>
        ReferenceEquals(one, other) ? 0
        : one.IsBetterThan(other, task.Task.Options.Monitor) ? 1
        : other.IsBetterThan(one, task.Task.Options.Monitor) ? -1
        : 0;

    private static double Score(SweepTaskStatus task, int? epochs)
    {
        EpochMetrics best = Best(task, epochs)!;
        return task.Task.Options.Monitor == MonitoredMetric.ValidationLoss ? -best.ValidationLoss : best.ValidationAccuracy;
    }

    private static EpochMetrics? Best(SweepTaskStatus task, int? epochs) =>
        task.Run is { } run && (epochs is null || run.Epochs.Count >= epochs)
        ? task.Task.Options.Best(run.Epochs.Take(epochs ?? int.MaxValue))
        : null;
}

/// <summary>
/// The configuration that did best on the validation images, in the mean over its seeds, and of its runs the best. Its model alone has
/// read the test set, once.
/// </summary>
/// <param name="Configuration">What the sweep set.</param>
/// <param name="Run">The run's name below the sweep's folder.</param>
/// <param name="Seeds">How many runs of the configuration there are.</param>
/// <param name="ValidationAccuracy">The mean over them, 0 to 1.</param>
/// <param name="TestAccuracy">How well the run's model reads the test set, 0 to 1.</param>
/// <param name="TestCount">How many test images there are.</param>
public sealed record SweepWinner(
    string Configuration, string Run, int Seeds, double ValidationAccuracy, double TestAccuracy, int TestCount);
