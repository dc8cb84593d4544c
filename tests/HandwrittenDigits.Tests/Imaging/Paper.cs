using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Imaging;

/// <summary>A sheet to draw on with pens and rulers, lay shadows over, and take a picture of.</summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
/// <param name="seed">Of the noise and of all that is drawn by chance.</param>
internal sealed class Paper(int width, int height, int seed = 1)
{
    // The share of the light that ink takes, and what is left of the light in the shadow.
    private readonly double[] ink = new double[width * height];
    private readonly double[] light = [.. Enumerable.Repeat(1.0, width * height)];

    public Random Random { get; } = new(seed);

    /// <summary>Draws strokes fitted into a box by their height, or by their width where they are wider than that.</summary>
    /// <returns>The column after the last one that was drawn on.</returns>
    public double Write(Drawing drawing, double left, double top, double size, double pen, double darkness = 0.75)
    {
        InkBox box = InkBox.Of(drawing)!.Value;
        double scale = size / Math.Max(box.Height, Math.Max(box.Width, 1e-9));
        InkPoint Map(InkPoint point) => new(left + ((point.X - box.Left) * scale), top + ((point.Y - box.Top) * scale));
        foreach (Stroke stroke in drawing.Strokes)
        {
            for (int i = 0; i < stroke.Points.Count; i++)
            {
                Line(Map(stroke.Points[Math.Max(0, i - 1)]), Map(stroke.Points[i]), pen, darkness);
            }
        }

        return left + (box.Width * scale);
    }

    public Paper Line(double x1, double y1, double x2, double y2, double pen, double darkness = 0.75)
    {
        Line(new InkPoint(x1, y1), new InkPoint(x2, y2), pen, darkness);
        return this;
    }

    /// <summary>Lays a shadow over one side of an edge through a point: so much of the light is lost, over so many pixels.</summary>
    public Paper Shadow(double x, double y, double direction, double lost, double softness)
    {
        (double sin, double cos) = Math.SinCos(direction);
        for (int i = 0; i < light.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            double inside = ((column - x) * cos) + ((row - y) * sin);
            light[i] *= 1 - (lost * Math.Clamp(0.5 + (inside / Math.Max(softness, 1)), 0, 1));
        }

        return this;
    }

    /// <summary>The sheet in grey levels.</summary>
    public GrayImage Picture(double paper = 225, double noise = 4) => new(width, height, [.. ink.Select((value, i) =>
        (byte)Math.Clamp((paper * light[i] * (1 - value)) + (noise * ((2 * Random.NextDouble()) - 1)), 0, 255))]);

    /// <summary>The sheet in two colours.</summary>
    public byte[] Coloured((byte R, byte G, byte B) paper, (byte R, byte G, byte B) pen)
    {
        using SkiaSharp.SKBitmap bitmap = Pictures.Bitmap(width, height, (x, y) =>
        {
            double share = Math.Min(1, ink[(y * width) + x] / 0.75);
            byte Mix(byte from, byte to) => (byte)(from + (share * (to - from)));
            return new SkiaSharp.SKColor(Mix(paper.R, pen.R), Mix(paper.G, pen.G), Mix(paper.B, pen.B));
        });
        return Pictures.Encode(bitmap, SkiaSharp.SKEncodedImageFormat.Png);
    }

    private void Line(InkPoint from, InkPoint to, double pen, double darkness)
    {
        double reach = (pen / 2) + 0.5;
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        double squared = (dx * dx) + (dy * dy);
        for (int y = Math.Max(0, (int)(Math.Min(from.Y, to.Y) - reach)); y <= Math.Min(height - 1, Math.Max(from.Y, to.Y) + reach); y++)
        {
            for (int x = Math.Max(0, (int)(Math.Min(from.X, to.X) - reach)); x <= Math.Min(width - 1, Math.Max(from.X, to.X) + reach); x++)
            {
                double px = x + 0.5 - from.X;
                double py = y + 0.5 - from.Y;
                double along = squared > 0 ? Math.Clamp(((px * dx) + (py * dy)) / squared, 0, 1) : 0;
                double distance = Math.Sqrt(Math.Pow(px - (along * dx), 2) + Math.Pow(py - (along * dy), 2));
                ref double value = ref ink[(y * width) + x];
                value = Math.Max(value, darkness * Math.Clamp(reach - distance, 0, 1));
            }
        }
    }
}
