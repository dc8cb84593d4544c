using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Testing;

namespace Hosts.Tests.DrawingPad;

/// <summary>Digits that real people drew.</summary>
internal static class RealDigits
{
    /// <summary>One of each digit, in ascending order, that the shipped model reads rightly.</summary>
    public static LabelledDrawing[] OneOfEach()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.Missing);
        DigitClassifier classifier = DigitClassifier.LoadShipped();
        return
        [
            .. StrokeFile.Read(RealData.Strokes)
                .Where(drawing => classifier.Classify(drawing.Drawing) is { IsUnsure: false } read && read.Label == drawing.Label)
                .DistinctBy(drawing => drawing.Label)
                .Take(DigitDataset.ClassCount)
                .OrderBy(drawing => drawing.Label),
        ];
    }
}
