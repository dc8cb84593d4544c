namespace HandwrittenDigits.Imaging;

/// <summary>
/// Draws polylines with a round pen on 28x28 pixels. A pixel's ink follows from the exact distance of its centre to the
/// nearest segment, so overlapping strokes add nothing and the order of drawing means nothing.
/// </summary>
/// <param name="radius">Half the pen's width, in pixels.</param>
internal sealed class InkCanvas(double radius)
{
    private const int Side = DigitImage.Side;

    // A pixel has no ink once its centre is this far from the centre line.
    private readonly double reach = radius + 0.5;

    // Squared distance of each pixel's centre from the nearest centre line, in pixels.
    private readonly double[] distances = new double[DigitImage.PixelCount];

    /// <summary>Draws every path, moved by <paramref name="shift"/>, on blank paper.</summary>
    /// <param name="paths">Centre lines in pixels; each has a point at least, and no two neighbours in it coincide.</param>
    /// <param name="shift">Added to every point, in pixels.</param>
    public DigitImage Draw(InkPoint[][] paths, InkPoint shift)
    {
        Array.Fill(distances, double.PositiveInfinity);
        foreach (InkPoint[] path in paths)
        {
            var from = new InkPoint(path[0].X + shift.X, path[0].Y + shift.Y);
            if (path.Length == 1)
            {
                MeasureTo(from, from, 0);
            }

            for (int i = 1; i < path.Length; i++)
            {
                var to = new InkPoint(path[i].X + shift.X, path[i].Y + shift.Y);
                double dx = to.X - from.X;
                double dy = to.Y - from.Y;
                MeasureTo(from, to, 1 / ((dx * dx) + (dy * dy)));
                from = to;
            }
        }

        byte[] pixels = new byte[DigitImage.PixelCount];
        for (int i = 0; i < pixels.Length; i++)
        {
            double coverage = Math.Min(Math.Max(reach - Math.Sqrt(distances[i]), 0), 1);
            pixels[i] = (byte)((255 * coverage) + 0.5);
        }

        return new DigitImage(pixels);
    }

    /// <summary>Centre of mass of 28x28 bytes in pixels, a pixel's mass being at its centre; (14, 14) where there is none.</summary>
    public static InkPoint CentreOfMass(ReadOnlySpan<byte> pixels)
    {
        int mass = 0, momentX = 0, momentY = 0;
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int value = pixels[(y * Side) + x];
                mass += value;
                momentX += value * ((2 * x) + 1);
                momentY += value * ((2 * y) + 1);
            }
        }

        return mass == 0
            ? new InkPoint(Side / 2.0, Side / 2.0)
            : new InkPoint((double)momentX / (2 * mass), (double)momentY / (2 * mass));
    }

    /// <summary>Lowers the squared distance of each pixel that the segment can ink.</summary>
    private void MeasureTo(InkPoint from, InkPoint to, double inverseSquaredLength)
    {
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        int firstX = FirstPixel(Math.Min(from.X, to.X) - reach);
        int lastX = LastPixel(Math.Max(from.X, to.X) + reach);
        int firstY = FirstPixel(Math.Min(from.Y, to.Y) - reach);
        int lastY = LastPixel(Math.Max(from.Y, to.Y) + reach);
        for (int y = firstY; y <= lastY; y++)
        {
            double py = y + 0.5 - from.Y;
            for (int x = firstX; x <= lastX; x++)
            {
                double px = x + 0.5 - from.X;
                double along = ((px * dx) + (py * dy)) * inverseSquaredLength;
                along = along < 0 ? 0 : along > 1 ? 1 : along;
                double ex = px - (along * dx);
                double ey = py - (along * dy);
                double squared = (ex * ex) + (ey * ey);
                ref double nearest = ref distances[(y * Side) + x];
                if (squared < nearest)
                {
                    nearest = squared;
                }
            }
        }
    }

    // Pixels beyond these are out of the pen's reach; those within are measured exactly, so the bounds never show.
    private static int FirstPixel(double edge) => (int)Math.Max(edge - 0.5, 0);

    private static int LastPixel(double edge) => (int)Math.Min(Math.Max(edge - 0.5, -1), Side - 1);
}
