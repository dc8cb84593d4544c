using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The preprocessing of the classic tutorials: the whole canvas, 280x280 pixels drawn on with a pen of 12, averaged down to
/// 28x28. Nothing is fitted into a box or centred by its mass, so it matters how large and where on the canvas somebody draws:
/// here the digit takes 35 to 85 % of the canvas and stands anywhere, both by chance.
/// </summary>
internal static class SquashedCanvas
{
    private const int Factor = 10;
    private const int Side = DigitImage.Side * Factor;
    private const double PenRadius = 6;

    /// <summary>Draws on the canvas and squashes it.</summary>
    public static DigitImage Draw(Drawing drawing, Random random)
    {
        InkBox box = InkBox.Of(drawing) ?? default;
        double scale = Side * (0.35 + (0.5 * random.NextDouble())) / Math.Max(Math.Max(box.Width, box.Height), 1e-9);
        double left = PenRadius + (random.NextDouble() * (Side - (2 * PenRadius) - (box.Width * scale)));
        double top = PenRadius + (random.NextDouble() * (Side - (2 * PenRadius) - (box.Height * scale)));
        bool[] canvas = new bool[Side * Side];
        foreach (Stroke stroke in drawing.Strokes)
        {
            (double X, double Y) last = Place(stroke.Points[0]);
            foreach (InkPoint point in stroke.Points)
            {
                (double X, double Y) next = Place(point);
                int steps = 1 + (int)Math.Max(Math.Abs(next.X - last.X), Math.Abs(next.Y - last.Y));
                for (int step = 0; step <= steps; step++)
                {
                    double along = (double)step / steps;
                    Dab(canvas, last.X + (along * (next.X - last.X)), last.Y + (along * (next.Y - last.Y)));
                }

                last = next;
            }
        }

        return Average(canvas);

        (double X, double Y) Place(InkPoint point) => (left + ((point.X - box.Left) * scale), top + ((point.Y - box.Top) * scale));
    }

    private static void Dab(bool[] canvas, double x, double y)
    {
        for (int py = (int)Math.Max(y - PenRadius, 0); py < Math.Min(y + PenRadius, Side); py++)
        {
            for (int px = (int)Math.Max(x - PenRadius, 0); px < Math.Min(x + PenRadius, Side); px++)
            {
                double dx = px + 0.5 - x, dy = py + 0.5 - y;
                canvas[(py * Side) + px] |= (dx * dx) + (dy * dy) <= PenRadius * PenRadius;
            }
        }
    }

    private static DigitImage Average(bool[] canvas)
    {
        int[] inked = new int[DigitImage.PixelCount];
        for (int i = 0; i < canvas.Length; i++)
        {
            inked[(i / Side / Factor * DigitImage.Side) + (i % Side / Factor)] += canvas[i] ? 1 : 0;
        }

        return new DigitImage(inked.Select(count => (byte)(count * 255 / (Factor * Factor))).ToArray());
    }
}
