namespace HandwrittenDigits.Imaging;

/// <summary>
/// Brings the width of strokes near that of MNIST's pens. At MNIST's scale, the digit fitted into 20 pixels,
/// a thin pen in a large photo, or a brush of one pixel in a small picture, would fade to a grey hair and a marker fill its loops.
/// </summary>
internal static class StrokeThickness
{
    private const double BoxSide = 20;
    private const byte Half = 128;

    // MNIST's pixels a pixel of the ink: a smaller picture is enlarged before its strokes are widened or narrowed.
    private const double LargestScale = 0.25;

    // In pixels at MNIST's scale. MNIST's own strokes are mostly 1.7 to 4 wide; what is of its size already is only widened where it was
    // drawn by a brush of one pixel.
    private const double Thin = 1.7;
    private const double Thick = 4.2;
    private const double OnePixel = 1.2;
    private const double ThinBecomes = 2.2;
    private const double ThickBecomes = 3.4;

    /// <summary>Widens or narrows the strokes of <paramref name="ink"/> where they need it.</summary>
    public static GrayImage BringNearMnist(GrayImage ink)
    {
        var pieces = ConnectedComponents.Of(ink, Half);
        if (pieces.Components.Count == 0)
        {
            return ink;
        }

        // Several digits in a row are each fitted by themselves: the scale is that of the largest piece.
        double scale = BoxSide / pieces.Components.Max(piece => Math.Max(piece.Box.Width, piece.Box.Height));
        double width = MeanWidth(ink) * scale;
        bool isMnistsScale = scale > 0.7;
        double change = width < (isMnistsScale ? OnePixel : Thin) ? ThinBecomes - width
            : width > Thick && !isMnistsScale ? ThickBecomes - width
            : 0;
        if (change == 0)
        {
            return ink;
        }

        // Edges can only be moved by parts of a pixel where a pixel is small beside the pen.
        int times = (int)Math.Ceiling(scale / LargestScale);
        return Grow(AreaResampling.Enlarge(ink, times), change / 2 / scale * times);
    }

    /// <summary>Twice the area by the perimeter, which is the total variation of the ink's coverage.</summary>
    public static double MeanWidth(GrayImage ink)
    {
        double area = 0, perimeter = 0;
        for (int y = 0; y < ink.Height; y++)
        {
            for (int x = 0; x < ink.Width; x++)
            {
                int value = ink[x, y];
                int dx = (x + 1 < ink.Width ? ink[x + 1, y] : 0) - value;
                int dy = (y + 1 < ink.Height ? ink[x, y + 1] : 0) - value;
                area += value;
                perimeter += Math.Sqrt((dx * dx) + (dy * dy));
            }
        }

        return perimeter == 0 ? 0 : 2 * area / perimeter;
    }

    /// <summary>
    /// Moves every edge outwards by <paramref name="distance"/> pixels, or inwards where it is negative, with room for it.
    /// </summary>
    private static GrayImage Grow(GrayImage ink, double distance)
    {
        int margin = Math.Max(0, (int)Math.Ceiling(distance + 1));
        int width = ink.Width + (2 * margin);
        int height = ink.Height + (2 * margin);
        bool[] inside = new bool[width * height];
        for (int y = 0; y < ink.Height; y++)
        {
            for (int x = 0; x < ink.Width; x++)
            {
                inside[((y + margin) * width) + x + margin] = ink[x, y] >= Half;
            }
        }

        double[] toInk = DistanceTransform.Squared(inside, width, height);
        double[] toPaper = DistanceTransform.Squared(Array.ConvertAll(inside, value => !value), width, height);
        byte[] pixels = new byte[inside.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            // Positive outside the ink, negative inside; the edge runs half way between two pixels' centres.
            double away = inside[i] ? 0.5 - Math.Sqrt(toPaper[i]) : Math.Sqrt(toInk[i]) - 0.5;
            pixels[i] = AreaResampling.ToByte(255 * (0.5 + distance - away));
        }

        return new GrayImage(width, height, pixels);
    }
}
