using HandwrittenDigits.Imaging;
using SkiaSharp;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>
/// The preparation of many tutorials, to compare with: the canvas is squashed to 28x28 as it is, whatever the digit's place, shape
/// and thickness on it.
/// </summary>
public static class SquashedDrawing
{
    private const int CanvasWidth = 320;
    private const int CanvasHeight = 240;
    private const double Margin = 24;
    private const float PenWidth = 12;

    /// <summary>Draws on a canvas of 320x240, the digit as large as fits, and squashes that.</summary>
    /// <param name="drawing">Strokes in any unit; none is a blank image.</param>
    public static DigitImage Of(Drawing drawing)
    {
        if (InkBox.Of(drawing) is not { } box)
        {
            return new DigitImage(new byte[DigitImage.PixelCount]);
        }

        using var bitmap = new SKBitmap(new SKImageInfo(DigitImage.Side, DigitImage.Side, SKColorType.Alpha8, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale(DigitImage.Side / (float)CanvasWidth, DigitImage.Side / (float)CanvasHeight);
        using var pen = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = PenWidth,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        double scale =
            Math.Min((CanvasWidth - (2 * Margin)) / Math.Max(1e-9, box.Width), (CanvasHeight - (2 * Margin)) / Math.Max(1e-9, box.Height));
        foreach (Stroke stroke in drawing.Strokes)
        {
            SKPoint[] points =
            [
                .. stroke.Points.Select(point => new SKPoint(
                    (float)(Margin + ((point.X - box.Left) * scale)), (float)(Margin + ((point.Y - box.Top) * scale)))),
            ];
            using var path = new SKPath();
            path.AddPoly(points.Length == 1 ? [points[0], points[0]] : points, close: false);
            canvas.DrawPath(path, pen);
        }

        return new DigitImage(bitmap.GetPixelSpan().ToArray());
    }
}
