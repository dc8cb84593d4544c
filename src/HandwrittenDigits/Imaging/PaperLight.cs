namespace HandwrittenDigits.Imaging;

/// <summary>
/// How bright the paper is at each place of a photo, ink or not.
/// </summary>
internal static class PaperLight
{
    // The light changes slowly: it is measured on a picture of at most this many pixels a side.
    private const int CoarseSide = 160;

    /// <summary>What counts as the light at least: in a deep shadow the share of it that is missing would be of next to nothing.</summary>
    public const double Dark = 32;

    /// <summary>
    /// True where ink is darker than paper: the grey levels deviate from their surroundings' mean by more on the dark side,
    /// ink being rare and far from paper (the sign of the third moment).
    /// </summary>
    public static bool IsDarkOnLight(GrayImage picture)
    {
        GrayImage coarse = AreaResampling.Shrink(picture, CoarseSide);
        double[] around = Around(ToDoubles(coarse), coarse.Width, coarse.Height);
        double skew = 0;
        for (int i = 0; i < around.Length; i++)
        {
            double deviation = coarse.Pixels[i] - around[i];
            skew += deviation * deviation * deviation;
        }

        return skew <= 0;
    }

    /// <summary>Black for white.</summary>
    public static GrayImage Invert(GrayImage picture) =>
        new(picture.Width, picture.Height, Array.ConvertAll(picture.Pixels, value => (byte)(255 - value)));

    /// <summary>The paper's light under dark ink: a grey closing, which fills what is narrower than half the picture, smoothed.</summary>
    /// <returns>One value a pixel, nowhere under the pixel's own coarse brightness.</returns>
    public static double[] Estimate(GrayImage picture)
    {
        GrayImage coarse = AreaResampling.Shrink(picture, CoarseSide);
        int width = coarse.Width;
        int height = coarse.Height;
        int radius = Math.Max(2, Math.Min(width, height) / 4);
        double[] light = ToDoubles(coarse);
        if (coarse != picture)
        {
            // The maximum of noise is no paper.
            Smooth(light, width, height, 1);
        }

        Extreme(light, width, height, radius, sign: 1);
        Extreme(light, width, height, radius, sign: -1);
        Smooth(light, width, height, Math.Max(1, radius / 2));
        return AreaResampling.Enlarge(light, width, height, picture.Width, picture.Height);
    }

    /// <summary>Of each value the mean of its surroundings, a square two thirds as wide as the picture's shorter side.</summary>
    public static double[] Around(double[] values, int width, int height)
    {
        double[] around = [.. values];
        Smooth(around, width, height, Math.Max(2, Math.Min(width, height) / 3));
        return around;
    }

    /// <summary>
    /// How much of the light is missing in what is dark and narrower than twice the radius, whatever shadow it lies in: a grey closing
    /// fills it, and leaves a shadow with its edge, hard or soft, as it is (the black top-hat of morphology).
    /// </summary>
    /// <param name="picture">Dark ink on lighter paper.</param>
    /// <param name="radius">In the picture's pixels.</param>
    /// <returns>Of each pixel the share of the light that is missing, times 255.</returns>
    public static GrayImage MissingInStrokes(GrayImage picture, int radius)
    {
        // The border goes on outwards as it is: what runs along it is as wide as it goes on.
        int width = picture.Width + (2 * radius);
        int height = picture.Height + (2 * radius);
        double[] light = new double[width * height];
        for (int y = 0; y < height; y++)
        {
            int row = Math.Clamp(y - radius, 0, picture.Height - 1);
            for (int x = 0; x < width; x++)
            {
                light[(y * width) + x] = picture[Math.Clamp(x - radius, 0, picture.Width - 1), row];
            }
        }

        Smooth(light, width, height, 1);
        double[] seen = [.. light];
        Extreme(light, width, height, radius, sign: 1);
        Extreme(light, width, height, radius, sign: -1);
        byte[] missing = new byte[picture.Pixels.Length];
        for (int i = 0; i < missing.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, picture.Width);
            int at = ((y + radius) * width) + radius + x;
            missing[i] = AreaResampling.ToByte(255 * (light[at] - seen[at]) / Math.Max(light[at], Dark));
        }

        return new GrayImage(picture.Width, picture.Height, missing);
    }

    /// <summary>
    /// Maximum (sign 1) or minimum (sign -1) over the square of the radius, one axis after the other, in a time that does not depend on the
    /// radius: of each block of that length from its start and from its end (van Herk, Pattern Recognition Letters 13, 1992).
    /// </summary>
    private static void Extreme(double[] values, int width, int height, int radius, int sign)
    {
        int longest = Math.Max(width, height) + (2 * radius);
        double[] fromStart = new double[longest];
        double[] fromEnd = new double[longest];
        AlongBothAxes(values, width, height, (line, result) =>
        {
            int window = (2 * radius) + 1;
            int length = line.Length + (2 * radius);
            double At(int i) => i < radius || i >= line.Length + radius ? double.NegativeInfinity : sign * line[i - radius];
            for (int i = 0; i < length; i++)
            {
                fromStart[i] = i % window == 0 ? At(i) : Math.Max(fromStart[i - 1], At(i));
            }

            for (int i = length - 1; i >= 0; i--)
            {
                fromEnd[i] = (i + 1) % window == 0 || i == length - 1 ? At(i) : Math.Max(fromEnd[i + 1], At(i));
            }

            for (int i = 0; i < line.Length; i++)
            {
                result[i] = sign * Math.Max(fromEnd[i], fromStart[i + window - 1]);
            }
        });
    }

    private static double[] ToDoubles(GrayImage picture) => [.. picture.Pixels.Select(value => (double)value)];

    /// <summary>Mean over the square of the radius, of what of it is in the picture.</summary>
    private static void Smooth(double[] values, int width, int height, int radius)
    {
        AlongBothAxes(values, width, height, (line, result) =>
        {
            double[] sums = new double[line.Length + 1];
            for (int i = 0; i < line.Length; i++)
            {
                sums[i + 1] = sums[i] + line[i];
            }

            for (int i = 0; i < line.Length; i++)
            {
                int first = Math.Max(0, i - radius);
                int end = Math.Min(line.Length, i + radius + 1);
                result[i] = (sums[end] - sums[first]) / (end - first);
            }
        });
    }

    private static void AlongBothAxes(double[] values, int width, int height, Action<double[], double[]> filter)
    {
        Along(values, width, height, stride: 1, next: width, filter);
        Along(values, height, width, stride: width, next: 1, filter);
    }

    private static void Along(double[] values, int length, int lines, int stride, int next, Action<double[], double[]> filter)
    {
        double[] line = new double[length];
        double[] result = new double[length];
        for (int start = 0; start < lines; start++)
        {
            for (int i = 0; i < length; i++)
            {
                line[i] = values[(start * next) + (i * stride)];
            }

            filter(line, result);
            for (int i = 0; i < length; i++)
            {
                values[(start * next) + (i * stride)] = result[i];
            }
        }
    }
}
