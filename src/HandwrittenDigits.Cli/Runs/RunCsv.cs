using System.Text;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>Runs as comma-separated values (RFC 4180), for a spreadsheet or a script.</summary>
internal static class RunCsv
{
    /// <summary>A row a run: its figures and everything recorded.</summary>
    public static string Of(IReadOnlyList<RunSummary> runs)
    {
        IReadOnlyList<RunField> fields = RunField.All(runs);
        return Lines(fields.Select(field => field.Name), runs.Select(run => fields.Select(field => field.Of(run) ?? string.Empty)));
    }

    /// <summary>A row an epoch.</summary>
    public static string OfEpochs(IReadOnlyList<RunSummary> runs) => Lines(
        ["name", "epoch", "trainLoss", "validationLoss", "validationAccuracy", "learningRate", "seconds", "imagesPerSecond"],
        runs.SelectMany(run => run.Epochs.Select(epoch => (IEnumerable<string>)[run.Name, .. Cells(epoch)])));

    private static string[] Cells(EpochMetrics epoch) =>
    [
        $"{epoch.Epoch}", $"{epoch.TrainLoss:R}", $"{epoch.ValidationLoss:R}", $"{epoch.ValidationAccuracy:R}",
        $"{epoch.LearningRate:R}", $"{epoch.Seconds:R}", $"{epoch.ImagesPerSecond:R}",
    ];

    private static string Lines(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (IEnumerable<string> row in rows.Prepend(head))
        {
            text.AppendJoin(',', row.Select(Quote)).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
