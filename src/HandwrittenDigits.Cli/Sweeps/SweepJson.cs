using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps;

/// <summary>A sweep as <c>--json</c> writes it.</summary>
internal static class SweepJson
{
    /// <summary>The sweep, its trainings and its winner.</summary>
    public static object Of(SweepStatus status, SweepFolder folder) => new
    {
        sweep = folder.Sweep.Name,
        folder = folder.FullPath,
        tasks = status.Tasks.Select(task => new
        {
            task.Task.Number,
            run = $"{folder.Sweep.Name}/{task.Task.Name}",
            task.State,
            task.Task.Settings,
            epochs = task.Run?.Epochs.Count ?? 0,
            validationAccuracy = task.Run?.Best?.ValidationAccuracy,
            validationLoss = task.Run?.Best?.ValidationLoss,
            task.Note,
        }),
        status.Winner,
    };
}
