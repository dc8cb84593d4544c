using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>A run as <c>--json</c> writes it.</summary>
internal static class RunJson
{
    /// <summary>The run's figures and everything recorded, without the epochs.</summary>
    public static object Of(RunSummary run) => new
    {
        run.Name,
        run.Folder,
        run.State,
        complete = run.State == RunState.Complete,
        run.Failure,
        run.Started,
        epochs = run.Epochs.Count,
        run.EpochsPlanned,
        bestEpoch = run.Best?.Epoch,
        validationAccuracy = run.Best?.ValidationAccuracy,
        validationLoss = run.Best?.ValidationLoss,
        run.TestAccuracy,
        run.TestCount,
        run.Seconds,
        options = run.Recorded,
    };
}
