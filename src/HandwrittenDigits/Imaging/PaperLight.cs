namespace HandwrittenDigits.Imaging;

/// <summary>
/// How bright the paper is at each place of a photo, ink or not.
/// </summary>
internal static class PaperLight
{
    // The light changes slowly: it is measured on a picture of at most this many pixels a side.
    private const int CoarseSide = 160;

    /// <summary>
    /// True where ink is darker than paper: the grey levels deviate from their surroundings' mean by more on the dark side,
    /// ink being rare and far from paper (the sign of the third moment).
    /// </summary>
    public static bool IsDarkOnLight(GrayImage picture)
    {
        GrayImage coarse = AreaResampling.Shrink(picture, CoarseSide);
        double[] around = [.. coarse.Pixels.Select(value => (double)value)];
        int radius = Math.Max(2, Math.Min(coarse.Width, coarse.Height) / 3);
        Smooth(around, coarse.Width, coarse.Height, radius);
        double skew = 0;
        for (var i = 0; i < around.Length; i++)
        {
            double deviation = coarse.Pixels[i] - around[i];
            skew += deviation * deviation * deviation;
        }

        return skew <= 0;
    }

    /// <summary>The paper's light under dark ink: a grey closing, which fills what is narrower than half the picture, smoothed.</summary>
    /// <returns>One value a pixel, nowhere under the pixel's own coarse brightness.</returns>
    public static double[] Estimate(GrayImage picture)
    {
        GrayImage coarse = AreaResampling.Shrink(picture, CoarseSide);
        int width = coarse.Width;
        int height = coarse.Height;
        int radius = Math.Max(2, Math.Min(width, height) / 4);
        double[] light = [.. coarse.Pixels.Select(value => (double)value)];
        if (coarse != picture)
        {
            // The maximum of noise is no paper.
            Smooth(light, width, height, 1);
        }

        Extreme(light, width, height, radius, sign: 1);
        Extreme(light, width, height, radius, sign: -1);
        Smooth(light, width, height, Math.Max(1, radius / 2));
        return Enlarge(light, width, height, picture.Width, picture.Height);
    }

    /// <summary>Maximum (sign 1) or minimum (sign -1) over the square of the radius, one axis after the other.</summary>
    private static void Extreme(double[] values, int width, int height, int radius, int sign)
    {
        AlongBothAxes(values, width, height, (line, result) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                double extreme = double.NegativeInfinity;
                for (int j = Math.Max(0, i - radius); j <= Math.Min(line.Length - 1, i + radius); j++)
                {
                    extreme = Math.Max(extreme, sign * line[j]);
                }

                result[i] = sign * extreme;
            }
        });
    }

    /// <summary>Mean over the square of the radius, of what of it is in the picture.</summary>
    private static void Smooth(double[] values, int width, int height, int radius)
    {
        AlongBothAxes(values, width, height, (line, result) =>
        {
            var sums = new double[line.Length + 1];
            for (var i = 0; i < line.Length; i++)
            {
                sums[i + 1] = sums[i] + line[i];
            }

            for (var i = 0; i < line.Length; i++)
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
        var line = new double[length];
        var result = new double[length];
        for (var start = 0; start < lines; start++)
        {
            for (var i = 0; i < length; i++)
            {
                line[i] = values[(start * next) + (i * stride)];
            }

            filter(line, result);
            for (var i = 0; i < length; i++)
            {
                values[(start * next) + (i * stride)] = result[i];
            }
        }
    }

    /// <summary>Bilinear between the coarse pixels' centres.</summary>
    private static double[] Enlarge(double[] coarse, int width, int height, int newWidth, int newHeight)
    {
        if (width == newWidth && height == newHeight)
        {
            return coarse;
        }

        var fine = new double[newWidth * newHeight];
        for (var y = 0; y < newHeight; y++)
        {
            (int top, int bottom, double down) = Between(y, newHeight, height);
            for (var x = 0; x < newWidth; x++)
            {
                (int left, int right, double across) = Between(x, newWidth, width);
                double upper = coarse[(top * width) + left] + (across * (coarse[(top * width) + right] - coarse[(top * width) + left]));
                double lower = coarse[(bottom * width) + left] + (across * (coarse[(bottom * width) + right] - coarse[(bottom * width) + left]));
                fine[(y * newWidth) + x] = upper + (down * (lower - upper));
            }
        }

        return fine;
    }

    private static (int First, int Second, double Share) Between(int index, int length, int coarseLength)
    {
        double position = Math.Clamp(((index + 0.5) * coarseLength / length) - 0.5, 0, coarseLength - 1);
        var first = (int)position;
        return (first, Math.Min(first + 1, coarseLength - 1), position - first);
    }
}
