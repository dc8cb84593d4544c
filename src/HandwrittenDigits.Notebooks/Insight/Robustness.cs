using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>How reading holds up when digits are not as they were in training.</summary>
public static class Robustness
{
    private const double GridUnitsPerPixel = 2.0 / DigitImage.Side;

    /// <summary>Reads digits shifted, rotated, with noise, made thin and thick.</summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="dataset">The digits as they are.</param>
    /// <param name="count">How many of them.</param>
    public static TableOutput Of(DigitClassifier classifier, DigitDataset dataset, int count = 2000)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(dataset);
        DigitDataset some = dataset.Take(count);
        using var tensors = new DigitTensors(some);
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        Tensor images = tensors.Slice(0, some.Count);
        (string Change, Tensor Images)[] changes =
        [
            ("none", images),
            ("shifted by 2 pixels", Move(images, degrees: 0, pixels: 2)),
            ("shifted by 4 pixels", Move(images, degrees: 0, pixels: 4)),
            ("rotated by 15°", Move(images, degrees: 15, pixels: 0)),
            ("rotated by 30°", Move(images, degrees: 30, pixels: 0)),
            ("noise, a tenth of full ink", images + (0.1 * randn(images.shape, generator: generator))),
            ("noise, a third of full ink", images + (0.33 * randn(images.shape, generator: generator))),
            ("thinner by a pixel", -functional.max_pool2d(-images, [2, 2], strides: [1, 1], padding: [1, 1]).slice(2, 0, DigitImage.Side, 1).slice(3, 0, DigitImage.Side, 1)),
            ("thicker by a pixel", functional.max_pool2d(images, [2, 2], strides: [1, 1], padding: [1, 1]).slice(2, 0, DigitImage.Side, 1).slice(3, 0, DigitImage.Side, 1)),
        ];
        return Table($"{some.Name}, {some.Count:N0} digits, changed", "change", classifier, changes.Select(change => (change.Change, ToDataset(change.Images, some))));
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

    // Every image in the same way: rotated about its middle, then moved to the right and down.
    private static Tensor Move(Tensor images, double degrees, double pixels)
    {
        double angle = degrees * Math.PI / 180;
        var map = new[] { (float)Math.Cos(angle), (float)-Math.Sin(angle), (float)(-pixels * GridUnitsPerPixel), (float)Math.Sin(angle), (float)Math.Cos(angle), (float)(-pixels * GridUnitsPerPixel) };
        Tensor maps = tensor(map).view(1, 2, 3).expand(images.shape[0], 2, 3);
        Tensor grid = functional.affine_grid(maps, images.shape, align_corners: false);
        return functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
    }

    private static DigitDataset ToDataset(Tensor images, DigitDataset of)
    {
        using Tensor bytes = (images * byte.MaxValue).round().clamp(0, byte.MaxValue).to(ScalarType.Byte).contiguous();
        return new DigitDataset(of.Name, bytes.data<byte>().ToArray(), of.Labels, isSynthetic: of.IsSynthetic);
    }
}
