namespace HandwrittenDigits.Imaging;

/// <summary>
/// How bright the paper is at each place of a photo, ink or not.
/// </summary>
internal static class PaperLight
{
    // The light changes slowly: it is measured on a picture of at most this many pixels a side.
    private const int CoarseSide = 160;

    // Smoothed light is kept in this share of a grey level.
    private const int Fine = 256;

    /// <summary>What counts as the light at least: in a deep shadow the share of it that is missing would be of next to nothing.</summary>
    private const double Dark = 32;

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

    /// <summary>
    /// How much of the paper's light is missing at each place: a grey closing, which fills what is narrower than half the picture,
    /// smoothed, is the light.
    /// </summary>
    /// <returns>Of each pixel the share of the light that is missing, times 255.</returns>
    public static GrayImage Missing(GrayImage picture)
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

        ushort[] closed = GrayClosing.Close(Array.ConvertAll(light, value => (ushort)(value * Fine)), width, height, radius);
        light = Array.ConvertAll(closed, value => (double)value / Fine);
        Smooth(light, width, height, Math.Max(1, radius / 2));
        byte[] missing = new byte[picture.Pixels.Length];
        AreaResampling.Enlarge(light, width, height, picture.Width, picture.Height, (y, row) =>
        {
            for (int x = 0; x < row.Length; x++)
            {
                int i = (y * picture.Width) + x;
                missing[i] = AreaResampling.ToByte(255 * (row[x] - picture.Pixels[i]) / Math.Max(row[x], Dark));
            }
        });
        return new GrayImage(picture.Width, picture.Height, missing);
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
        ushort[] seen = Around3By3(picture);
        int width = picture.Width + (2 * radius);
        int height = picture.Height + (2 * radius);
        ushort[] light = new ushort[width * height];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<ushort> row = seen.AsSpan(Math.Clamp(y - radius, 0, picture.Height - 1) * picture.Width, picture.Width);
            Span<ushort> wide = light.AsSpan(y * width, width);
            wide[..radius].Fill(row[0]);
            row.CopyTo(wide[radius..]);
            wide[^radius..].Fill(row[^1]);
        }

        light = GrayClosing.Close(light, width, height, radius);
        byte[] missing = new byte[picture.Pixels.Length];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<ushort> closed = light.AsSpan(((y + radius) * width) + radius, picture.Width);
            for (int x = 0; x < closed.Length; x++)
            {
                int i = (y * picture.Width) + x;
                missing[i] = AreaResampling.ToByte(255.0 * (closed[x] - seen[i]) / Math.Max(closed[x], 9 * Dark));
            }
        }

        return new GrayImage(picture.Width, picture.Height, missing);
    }

    // Of each pixel the sum of the nine around it, those outside being as the nearest within.
    private static ushort[] Around3By3(GrayImage picture)
    {
        (int width, int height) = (picture.Width, picture.Height);
        ushort[] across = new ushort[width * height];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = picture.Pixels.AsSpan(y * width, width);
            Span<ushort> sums = across.AsSpan(y * width, width);
            for (int x = 0; x < row.Length; x++)
            {
                sums[x] = (ushort)(row[Math.Max(0, x - 1)] + row[x] + row[Math.Min(width - 1, x + 1)]);
            }
        }

        ushort[] around = new ushort[across.Length];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<ushort> above = across.AsSpan(Math.Max(0, y - 1) * width, width);
            ReadOnlySpan<ushort> row = across.AsSpan(y * width, width);
            ReadOnlySpan<ushort> below = across.AsSpan(Math.Min(height - 1, y + 1) * width, width);
            Span<ushort> sums = around.AsSpan(y * width, width);
            for (int x = 0; x < sums.Length; x++)
            {
                sums[x] = (ushort)(above[x] + row[x] + below[x]);
            }
        }

        return around;
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
