using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Pictures;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>
/// The two curves of a run: loss, and accuracy on the validation images. Light enough to be drawn anew five times a second.
/// </summary>
internal static class TrainingCurves
{
    private const int Width = 720;
    private const int Height = 220;
    private const double Top = 34;
    private const double Bottom = Height - 30;
    private const int MostPoints = 160;

    // Accuracy is drawn by what is left to be right, a decade of errors as high as the next, from none right to one wrong of a thousand.
    private const double Decades = 3;
    private static readonly (double Percent, string Label)[] AccuracyTicks = [(0, "0"), (90, "90"), (99, "99"), (99.9, "99.9")];

    /// <summary>Draws the curves over <paramref name="totalEpochs"/> epochs, as far as they have grown.</summary>
    public static Picture Draw(IReadOnlyList<(double Epochs, double Loss)> losses, IReadOnlyList<EpochMetrics> epochs, int totalEpochs)
    {
        var picture = new Picture(Width, Height, Describe(losses, epochs));
        var loss = new ChartAxis(LossRange(losses, epochs), Bottom, Top, fromZero: false);
        (double X, double Y)[] validationLosses = [.. epochs.Select(epoch => ((double)epoch.Epoch, epoch.ValidationLoss))];
        (double X, double Y)[] accuracies = [.. epochs.Select(epoch => ((double)epoch.Epoch, 100 * epoch.ValidationAccuracy))];
        DrawPanel(
            picture, "loss", 48, totalEpochs, loss.At, loss.Ticks,
            [
                ("training", ThinOut(losses), Colour.Series[0], MarkerShape.Circle),
                ("validation", validationLosses, Colour.Series[1], MarkerShape.Square),
            ]);
        DrawPanel(
            picture, "accuracy, %", 420, totalEpochs, AtAccuracy, AccuracyTicks,
            [("validation", accuracies, Colour.Series[1], MarkerShape.Square)]);
        return picture;
    }

    private static void DrawPanel(
        Picture picture, string title, double left, int totalEpochs, Func<double, double> up,
        IEnumerable<(double Value, string Label)> ticks,
        (string Name, IReadOnlyList<(double X, double Y)> Points, Colour Colour, MarkerShape Marker)[] series)
    {
        double right = left + 290;
        picture.Text(left, 14, title, size: 13, bold: true);
        foreach ((double value, string label) in ticks)
        {
            picture.Line(left, up(value), right, up(value), Colour.Grid);
            picture.Text(left - 6, up(value) + 4, label, Colour.Muted, 11, TextAlign.Right);
        }

        double Across(double epoch) => left + (epoch / totalEpochs * (right - left));
        for (int epoch = 0; epoch <= totalEpochs; epoch += Math.Max(1, totalEpochs / 5))
        {
            picture.Text(Across(epoch), Bottom + 16, epoch == 0 ? "0" : $"{epoch}", Colour.Muted, 11, TextAlign.Centre);
        }

        picture.Text(right, Bottom + 28, "epochs", Colour.Muted, 11, TextAlign.Right);
        double legend = left + 110;
        foreach ((string name, IReadOnlyList<(double X, double Y)> points, Colour colour, MarkerShape marker) in series)
        {
            InkPoint[] line = [.. points.Select(point => new InkPoint(Across(point.X), up(point.Y)))];
            if (line.Length > 1)
            {
                picture.Line(line, colour, 2, marker == MarkerShape.Square ? LineDash.Dashed : LineDash.Solid);
            }

            foreach (InkPoint point in marker == MarkerShape.Square ? line : line[Math.Max(0, line.Length - 1)..])
            {
                picture.Marker(point.X, point.Y, 4, marker, colour);
            }

            // A single point says little without its number.
            if (line.Length > 0 && marker == MarkerShape.Square)
            {
                double beside = line[^1].X > right - 60 ? -8 : 8;
                TextAlign align = beside < 0 ? TextAlign.Right : TextAlign.Left;
                picture.Text(line[^1].X + beside, line[^1].Y - 8, $"{points[^1].Y:0.00}", size: 11, align: align);
            }

            picture.Marker(legend, 10, 4, marker, colour);
            picture.Text(legend + 10, 14, name, size: 12);
            legend += 90;
        }
    }

    // From none to what equal probabilities give, ln 10, or more where there was more: the same for all runs but those that began badly.
    private static double[] LossRange(IReadOnlyList<(double Epochs, double Loss)> losses, IReadOnlyList<EpochMetrics> epochs) =>
        [0, Math.Log(10), .. losses.Select(point => point.Loss), .. epochs.Select(epoch => epoch.ValidationLoss)];

    // The same axis for all runs, so that any two can be compared.
    private static double AtAccuracy(double percent) =>
        Bottom + ((Top - Bottom) / Decades * Math.Min(Decades, -Math.Log10(1 - Math.Min(percent / 100, 1))));

    private static (double X, double Y)[] ThinOut(IReadOnlyList<(double Epochs, double Loss)> losses)
    {
        int step = Math.Max(1, losses.Count / MostPoints);
        return [.. losses.Where((_, i) => i % step == 0 || i == losses.Count - 1)];
    }

    private static string Describe(IReadOnlyList<(double Epochs, double Loss)> losses, IReadOnlyList<EpochMetrics> epochs)
    {
        string loss =
            losses.Count == 0 ? "Nothing yet." : $"The training loss went from {losses[0].Loss:0.000} to {losses[^1].Loss:0.000}.";
        string accuracy = string.Join(' ', epochs.Select(
            epoch => $"Epoch {epoch.Epoch}: {100 * epoch.ValidationAccuracy:0.00} % of the validation digits right."));
        return $"{loss} {accuracy}".TrimEnd();
    }
}
