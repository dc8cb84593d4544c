using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Testing;

namespace Hosts.Tests.DrawingPad;

/// <summary>Digits that real people drew; where there are none, such as a program draws.</summary>
internal static class RealDigits
{
    /// <summary>One of each digit, in ascending order, that the shipped model reads rightly.</summary>
    public static LabelledDrawing[] OneOfEach()
    {
        var classifier = DigitClassifier.LoadShipped();
        return
        [
            .. All()
                .Where(drawing => classifier.Classify(drawing.Drawing) is { IsUnsure: false } read && read.Label == drawing.Label)
                .DistinctBy(drawing => drawing.Label)
                .Take(DigitDataset.ClassCount)
                .OrderBy(drawing => drawing.Label),
        ];
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<LabelledDrawing> All() =>
        RealData.HasStrokes ? StrokeFile.Read(RealData.Strokes) : SyntheticDigits.Drawings(2_000, seed: 3);
}
