using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>Shows runs as tables.</summary>
internal sealed class RunTables(CommandOutput output)
{
    // More commands than this would hide the table above them.
    private const int MostToGoOn = 5;

    private const int LongestFigure = 14;

    /// <summary>A row a run.</summary>
    public void List(IReadOnlyList<RunSummary> runs)
    {
        TextTable table = output.Table("Run", ">Epochs", ">Validation", ">Test", ">Time", "State");
        foreach (RunSummary run in runs)
        {
            table.AddTextRow([run.Name, .. Figures(run), run.State.ToString().ToLowerInvariant()]);
        }

        output.Results.Write(table);
        RunSummary[] stopped = [.. runs.Where(run => run.State == RunState.Stopped && !run.Name.Contains('/'))];
        foreach (RunSummary run in stopped.Take(MostToGoOn))
        {
            output.Result($"To go on with {run.Name}: digits train --resume {DisplayPath.Of(run.Folder)}");
        }

        if (stopped.Length > MostToGoOn)
        {
            output.Result(
                $"... and {stopped.Length - MostToGoOn} more that were stopped: 'digits runs list --where state=stopped' lists them.");
        }
    }

    /// <summary>What runs came to, and everything recorded in which they differ.</summary>
    public void Compare(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> differing)
    {
        TextTable table = output.Table(["Run", ">Epochs", ">Validation", ">Test", ">Time", .. differing.Select(name => Title(name, runs))]);
        foreach (RunSummary run in runs)
        {
            table.AddTextRow([run.Name, .. Figures(run), .. differing.Select(name => run.Recorded.GetValueOrDefault(name, "-"))]);
        }

        output.Results.Write(table);
        if (runs.Count > 1 && differing.Count == 0)
        {
            output.Result("Nothing that is recorded differs: options, data, versions and machine are the same.");
        }

        foreach (string warning in RunDifferences.Warnings(runs))
        {
            output.Result($"Mind: {warning}");
        }
    }

    /// <summary>One run whole.</summary>
    public void Show(RunSummary run)
    {
        output.Result($"Run {run.Name} in {DisplayPath.Of(run.Folder)}: {Describe(run)}");
        if (run.Failure is not null)
        {
            output.Result(run.Failure);
        }

        TextTable epochs =
            output.Table(">Epoch", ">Training loss", ">Validation loss", ">Validation", ">Learning rate", ">Time", ">Images/s", "");
        foreach (EpochMetrics epoch in run.Epochs)
        {
            epochs.AddTextRow(
                $"{epoch.Epoch}", $"{epoch.TrainLoss:0.0000}", $"{epoch.ValidationLoss:0.0000}", Percentage.Of(epoch.ValidationAccuracy),
                $"{epoch.LearningRate:g3}", $"{epoch.Seconds:0.0} s", $"{epoch.ImagesPerSecond:N0}",
                epoch == run.Best ? "kept" : string.Empty);
        }

        output.Results.Write(epochs);
        if (run.TestAccuracy is { } accuracy)
        {
            output.Result($"Test set: {Percentage.Of(accuracy)} of {run.TestCount:N0} images read right.");
        }

        output.Result(string.Empty);
        TextTable recorded = output.Table("Recorded", "Value");
        foreach ((string name, string value) in run.Recorded)
        {
            recorded.AddTextRow(name, value);
        }

        output.Results.Write(recorded);
        output.Result(string.Empty);
        TextTable files = output.Table("File", ">Kilobytes");
        IEnumerable<FileInfo> shown = new DirectoryInfo(run.Folder).GetFiles()
            .Where(file => !file.Name.StartsWith('.'))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        foreach (FileInfo file in shown)
        {
            files.AddTextRow(file.Name, $"{Math.Max(1, file.Length / 1024):N0}");
        }

        output.Results.Write(files);
        output.Result(run.State == RunState.Complete
            ? $"To repeat it: digits train --config {DisplayPath.Of(Path.Combine(run.Folder, "options.json"))}"
            : $"To go on: digits train --resume {DisplayPath.Of(run.Folder)}");
    }

    // A long name over a short value, "augmentation.rotationDegrees" over "12", takes two lines; long values are wrapped as texts are.
    private static string Title(string name, IReadOnlyList<RunSummary> runs)
    {
        bool isShort = runs.All(run => run.Recorded.GetValueOrDefault(name, "-").Length <= LongestFigure);
        return (isShort ? ">" : string.Empty) + name.Replace(".", ".\n", StringComparison.Ordinal);
    }

    private static string Describe(RunSummary run) => run.State switch
    {
        RunState.Complete => $"complete, {run.Epochs.Count} epochs",
        RunState.Failed => $"failed after {run.Epochs.Count} of {run.EpochsPlanned} epochs",
        _ => $"stopped, or still running, after {run.Epochs.Count} of {run.EpochsPlanned} epochs",
    };

    private static string[] Figures(RunSummary run) =>
    [
        $"{run.Epochs.Count}/{run.EpochsPlanned}",
        Percentage.Of(run.Best?.ValidationAccuracy),
        Percentage.Of(run.TestAccuracy),
        TimeSpan.FromSeconds(run.Seconds).ToString(@"h\:mm\:ss"),
    ];
}
