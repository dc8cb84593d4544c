using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>How reading holds up when digits are not as they were in training.</summary>
public static class Robustness
{
    private const int Seed = 1;

    // The second and the fourth of five strengths.
    private static readonly int[] Shown = [1, 3];

    /// <summary>Reads digits shifted, rotated, blurred, crossed out and so on, each <see cref="Corruption"/> at two strengths.</summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="dataset">The digits as they are.</param>
    /// <param name="count">How many of them.</param>
    public static TableOutput Of(DigitClassifier classifier, DigitDataset dataset, int count = 1000)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(dataset);
        DigitDataset some = dataset.Take(count);
        return Table(
            $"{some.Name}, {some.Count:N0} digits, changed",
            "change",
            classifier,
            [
                ("none", some),
                .. from corruption in Corruption.All
                   from strength in Shown.Select(place => corruption.Strengths[place])
                   select ($"{corruption.Name}: {strength} {corruption.Unit}", corruption.Apply(some, strength, Seed)),
            ]);
    }

    /// <summary>Reads real strokes drawn with pens of different widths.</summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="drawings">What was drawn.</param>
    /// <param name="penWidths">Widths in pixels of the 28x28 image, 0.5 to 8; by default five from thin to thick.</param>
    public static TableOutput Pens(DigitClassifier classifier, IReadOnlyList<LabelledDrawing> drawings, params double[] penWidths)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(drawings);
        double[] widths = penWidths is { Length: > 0 } ? penWidths : [1, 1.6, new StrokeRasterizerOptions().PenWidth, 3.2, 4.5];
        return Table(
            $"{drawings.Count:N0} drawings, by the width of the pen",
            "pen, pixels",
            classifier,
            widths.Select(width => ($"{width:0.0}", StrokeDataset.Rasterize(drawings, "drawings", new StrokeRasterizerOptions { PenWidth = width }))));
    }

    private static TableOutput Table(string title, string what, DigitClassifier classifier, IEnumerable<(string Change, DigitDataset Dataset)> changes) => new(
        title,
        [what, "right", "95 % interval", "said unsure"],
        [
            .. changes.Select(change =>
            {
                EvaluationReport report = Evaluator.Evaluate(classifier, change.Dataset, cancellationToken: Notebook.CancellationToken);
                return (string[])
                [
                    change.Change,
                    $"{100 * report.Accuracy:0.0} %",
                    $"{100 * report.AccuracyInterval.Lower:0.0} to {100 * report.AccuracyInterval.Upper:0.0} %",
                    $"{100 * report.UnsureShare:0.0} %",
                ];
            }),
        ]);
}
