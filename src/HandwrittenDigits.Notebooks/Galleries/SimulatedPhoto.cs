using HandwrittenDigits.Imaging;
using SkiaSharp;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>
/// A stand-in for a photo of a digit on paper, made of real strokes: a ball pen on paper that is lit from one side, with a shadow over a
/// corner and grain. It is for showing what the preparation of photos does; what it does to real ones only real ones can tell.
/// </summary>
public static class SimulatedPhoto
{
    private const int Width = 480;
    private const int Height = 360;
    private const double DigitHeight = 190;
    private const float PenWidth = 9;
    private const double Grain = 5;
    private const double ShadowDepth = 0.4;
    private const double ShadowEdge = 440;
    private const double ShadowSoftness = 16;

    /// <summary>Takes the picture.</summary>
    /// <param name="drawing">At least one stroke.</param>
    /// <param name="seed">What the grain follows from.</param>
    /// <returns>480x360, black = 0, white = 255.</returns>
    /// <exception cref="ArgumentException">Nothing was drawn.</exception>
    public static GrayImage Of(Drawing drawing, int seed = 1)
    {
        InkBox box = InkBox.Of(drawing) ?? throw new ArgumentException("Nothing was drawn.", nameof(drawing));
        byte[] ink = Ink(drawing, box);
        var random = new Random(seed);
        byte[] pixels = new byte[Width * Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, Width);

            // Light falls off to the lower right, a hand's shadow with a soft edge lies over the corner; ink takes four
            // fifths of what is left.
            double light = 225 - (95.0 * x / Width) - (55.0 * y / Height);
            light *= 1 - (ShadowDepth / (1 + Math.Exp((ShadowEdge - x - (0.7 * y)) / ShadowSoftness)));
            double grain = Grain * (random.NextDouble() + random.NextDouble() - 1);
            pixels[i] = (byte)Math.Clamp((light * (1 - (0.8 * ink[i] / byte.MaxValue))) + grain, 0, byte.MaxValue);
        }

        return new GrayImage(Width, Height, pixels);
    }

    private static byte[] Ink(Drawing drawing, InkBox box)
    {
        double scale = DigitHeight / Math.Max(1e-9, Math.Max(box.Width, box.Height));
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Alpha8, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        using var pen = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = PenWidth,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        foreach (Stroke stroke in drawing.Strokes)
        {
            SKPoint[] points =
            [
                .. stroke.Points.Select(point => new SKPoint(
                    (float)((0.46 * Width) + ((point.X - ((box.Left + box.Right) / 2)) * scale)),
                    (float)((0.52 * Height) + ((point.Y - ((box.Top + box.Bottom) / 2)) * scale)))),
            ];
            using var path = new SKPath();
            path.AddPoly(points.Length == 1 ? [points[0], points[0]] : points, close: false);
            canvas.DrawPath(path, pen);
        }

        return bitmap.GetPixelSpan().ToArray();
    }
}
