using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>How reading holds up when digits are not as they were in training.</summary>
public static class Robustness
{
    private const int Seed = 1;

    // The second and the fourth of five strengths.
    private static readonly int[] Shown = [1, 3];

    /// <summary>
    /// Reads digits shifted, rotated, blurred, crossed out and so on, each <see cref="Corruption"/> at two strengths: an example of
    /// each, and a bar for the share that is read rightly.
    /// </summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="dataset">The digits as they are; the first of them is the example.</param>
    /// <param name="count">How many of them.</param>
    public static PictureOutput Of(DigitClassifier classifier, DigitDataset dataset, int count = 1000)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(dataset);
        DigitDataset some = dataset.Take(count);
        (string Name, string Unit, Reading[] Readings)[] rows =
        [
            ("as they are", "", [Read(classifier, some, "")]),
            .. Corruption.All.Select(corruption => (
                corruption.Name,
                corruption.Unit,
                Shown.Select(place => corruption.Strengths[place])
                    .Select(strength => Read(classifier, corruption.Apply(some, strength, Seed), $"{strength}")).ToArray())),
        ];
        string title = $"{some.Name}, {some.Count:N0} digits, changed: the share that is read rightly";
        TableOutput table = Table(title, "change", rows.SelectMany(row => row.Readings.Select(
            reading => ($"{row.Name}{(row.Unit.Length > 0 ? $": {reading.Strength} {row.Unit}" : "")}", reading.Report))));
        return new PictureOutput(title, Draw(title, rows), table);
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
            widths.Select(width => ($"{width:0.0}", Evaluator.Evaluate(
                classifier,
                StrokeDataset.Rasterize(drawings, "drawings", new StrokeRasterizerOptions { PenWidth = width }),
                cancellationToken: Notebook.CancellationToken))));
    }

    private static Reading Read(DigitClassifier classifier, DigitDataset dataset, string strength) => new(
        strength, dataset.Image(0), Evaluator.Evaluate(classifier, dataset, cancellationToken: Notebook.CancellationToken));

    private static Picture Draw(string title, IReadOnlyList<(string Name, string Unit, Reading[] Readings)> rows)
    {
        const int names = 250;
        const int tile = 40;
        const int bar = 150;
        const int column = tile + bar + 76;
        const int height = tile + 8;
        var picture = new Picture(names + (2 * column), rows.Count * height, $"{title}. {string.Join("; ", rows.Select(Describe))}.");
        for (int y = 0; y < rows.Count; y++)
        {
            double top = y * height;
            bool hasUnit = rows[y].Unit.Length > 0;
            picture.Text(0, top + (hasUnit ? 17 : 25), rows[y].Name, size: 13, bold: true);
            picture.Text(0, top + 34, rows[y].Unit, Colour.Muted, 11);
            for (int x = 0; x < rows[y].Readings.Length; x++)
            {
                Reading reading = rows[y].Readings[x];
                double left = names + (x * column);
                double barLeft = left + tile + 10;
                picture.Image(left, top, tile, tile, RasterImage.OfInk(reading.Example));
                picture.Rectangle(left + 0.5, top + 0.5, tile - 1, tile - 1, null, Colour.Grid);
                picture.Text(barLeft, top + 12, reading.Strength, Colour.Muted, 11);
                picture.Rectangle(barLeft, top + 18, bar, 14, null, Colour.Grid);
                picture.Rectangle(barLeft, top + 18, bar * reading.Report.Accuracy, 14, Colour.Accent);
                picture.Text(barLeft + bar + 6, top + 30, $"{100 * reading.Report.Accuracy:0.0} %", size: 12);
            }
        }

        return picture;
    }

    private static string Describe((string Name, string Unit, Reading[] Readings) row) =>
        $"{row.Name}: {string.Join(" and ", row.Readings.Select(reading => $"{100 * reading.Report.Accuracy:0.0} %"))}";

    private static TableOutput Table(string title, string what, IEnumerable<(string Change, EvaluationReport Report)> readings) => new(
        title,
        [what, "right", "95 % interval", "said unsure"],
        [
            .. readings.Select(reading => (string[])
            [
                reading.Change,
                $"{100 * reading.Report.Accuracy:0.0} %",
                $"{100 * reading.Report.AccuracyInterval.Lower:0.0} to {100 * reading.Report.AccuracyInterval.Upper:0.0} %",
                $"{100 * reading.Report.UnsureShare:0.0} %",
            ]),
        ]);

    /// <summary>How one set of changed digits is read, and what the first of them looks like.</summary>
    private sealed record Reading(string Strength, DigitImage Example, EvaluationReport Report);
}
