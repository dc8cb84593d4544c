using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Galleries;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>The same drawings, prepared as the training images were and squashed as they are.</summary>
public static class PreparationComparison
{
    /// <summary>Shows both.</summary>
    /// <param name="drawings">What was drawn; the first of them are shown.</param>
    /// <param name="count">How many.</param>
    public static PictureOutput Pictures(IReadOnlyList<LabelledDrawing> drawings, int count = 10)
    {
        ArgumentNullException.ThrowIfNull(drawings);
        LabelledDrawing[] some = [.. drawings.Take(count)];
        return DigitGallery.Rows(
            "The same drawings, prepared and squashed",
            [
                ("prepared", [.. some.Select(drawing => (StrokeRasterizer.Rasterize(drawing.Drawing), $"{drawing.Label}"))]),
                ("squashed", [.. some.Select(drawing => (SquashedDrawing.Of(drawing.Drawing), $"{drawing.Label}"))]),
            ]);
    }

    /// <summary>Reads both with the same model.</summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="drawings">What was drawn.</param>
    public static TableOutput Table(DigitClassifier classifier, IReadOnlyList<LabelledDrawing> drawings)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(drawings);
        byte[] labels = [.. drawings.Select(drawing => (byte)drawing.Label)];
        byte[] squashed = [.. drawings.SelectMany(drawing => SquashedDrawing.Of(drawing.Drawing).Pixels.ToArray())];
        EvaluationReport[] reports =
        [
            Evaluator.Evaluate(classifier, StrokeDataset.Rasterize(drawings, "prepared as in training")),
            Evaluator.Evaluate(classifier, new DigitDataset("canvas squashed to 28 × 28", squashed, labels)),
        ];
        return EvaluationTables.Summary(reports);
    }
}
