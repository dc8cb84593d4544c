using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Galleries;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>An <see cref="EvaluationReport"/> in tables and pictures.</summary>
public static class EvaluationTables
{
    /// <summary>A row a report: accuracy with its interval, errors, calibration.</summary>
    public static TableOutput Summary(params EvaluationReport[] reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return new TableOutput(
            "How well digits are read",
            ["data", "images", "right", "95 % interval", "wrong", "said unsure", "calibration error"],
            [
                .. reports.Select(report => (string[])
                [
                    report.IsSynthetic ? $"{report.Data} (synthetic)" : report.Data,
                    $"{report.Count:N0}",
                    Percent(report.Accuracy),
                    $"{Percent(report.AccuracyInterval.Lower)} to {Percent(report.AccuracyInterval.Upper)}",
                    $"{report.Errors:N0}",
                    report.UnsureShare is { } share ? Percent(share) : "",
                    $"{report.Calibration.ExpectedCalibrationError:0.0000}",
                ]),
            ]);
    }

    /// <summary>A row a digit: precision, recall and F1.</summary>
    public static TableOutput Classes(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new TableOutput(
            $"{report.Data}, digit by digit",
            ["digit", "images", "precision", "recall", "F1"],
            [
                .. report.Classes.Select(score => (string[])
                    [$"{score.Digit}", $"{score.Support:N0}", Percent(score.Precision), Percent(score.Recall), Percent(score.F1)]),
            ]);
    }

    /// <summary>The hardest digits, each with what it is, what it was taken for and with what probability.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="dataset">The data that were measured.</param>
    /// <param name="count">How many.</param>
    public static PictureOutput Hardest(EvaluationReport report, DigitDataset dataset, int count = 20)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(dataset);
        return DigitGallery.Of(
            $"{report.Data}: the hardest, what each is, what it was read as, and how sure",
            report.Hardest.Take(count).Select(example => (
                dataset.Image(example.Index),
                example.IsError
                    ? $"{example.Actual} as {example.Predicted}\n{example.PredictedProbability:0 %}"
                    : $"{example.Actual}\n{example.ActualProbability:0 %}")));
    }

    /// <summary>The digits that the classifier refuses to be sure of, each with what it is and what it looks like to it.</summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="dataset">The digits.</param>
    /// <param name="count">How many at most.</param>
    public static CellOutput Unsure(DigitClassifier classifier, DigitDataset dataset, int count = 20)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(dataset);
        IReadOnlyList<Prediction> predictions = classifier.ClassifyBatch(dataset, Environment.ProcessorCount);
        int[] unsure = [.. Enumerable.Range(0, dataset.Count).Where(i => predictions[i].IsUnsure)];
        string title = $"{dataset.Name}: \"unsure\" {unsure.Length:N0} times in {dataset.Count:N0}; of the other answers "
            + $"{Percent(ShareRight(predictions, dataset))} are right";
        return unsure.Length == 0
            ? new TableOutput(title, ["why"], [[classifier.Rule is null ? "This model has no rule for it." : "None was doubtful enough."]])
            : DigitGallery.Of(
                title, unsure.Take(count).Select(i => (dataset.Image(i), $"{dataset.Label(i)}\n{predictions[i].Label}, unsure")));
    }

    private static double? ShareRight(IReadOnlyList<Prediction> predictions, DigitDataset dataset)
    {
        int[] sure = [.. Enumerable.Range(0, dataset.Count).Where(i => !predictions[i].IsUnsure)];
        return sure.Length == 0 ? null : sure.Count(i => predictions[i].Label == dataset.Label(i)) / (double)sure.Length;
    }

    private static string Percent(double? share) => share is { } value ? $"{100 * value:0.00} %" : "–";
}
