namespace HandwrittenDigits.Imaging;

/// <summary>
/// Resamples pictures by area: a new pixel is the mean of the old ones that it covers, each by the share covered.
/// What lies outside the old picture counts as 0. At scale 1 and whole offsets nothing changes.
/// </summary>
internal static class AreaResampling
{
    /// <summary>Pixels along one axis of the result: pixel i covers the old ones from Start + i * Step to Start + (i + 1) * Step.</summary>
    public readonly record struct Axis(double Start, double Step, int Count);

    /// <summary>Resamples both axes.</summary>
    /// <returns>Row by row, <c>x.Count</c> times <c>y.Count</c> values in the unit of <paramref name="pixels"/>.</returns>
    public static double[] Resample(ReadOnlySpan<byte> pixels, int width, Axis x, Axis y)
    {
        int height = pixels.Length / width;
        var columns = new (int First, int Last, double From, double To)[x.Count];
        for (int column = 0; column < columns.Length; column++)
        {
            columns[column] = Covered(x, column, width);
        }

        // Row by row: a photo is read in the order in which it lies in memory.
        double[] rows = new double[height * x.Count];
        for (int row = 0; row < height; row++)
        {
            ReadOnlySpan<byte> line = pixels.Slice(row * width, width);
            for (int column = 0; column < columns.Length; column++)
            {
                (int first, int last, double from, double to) = columns[column];
                double sum = 0;
                for (int source = first; source <= last; source++)
                {
                    sum += Share(source, from, to) * line[source];
                }

                rows[(row * x.Count) + column] = sum / x.Step;
            }
        }

        double[] result = new double[y.Count * x.Count];
        for (int row = 0; row < y.Count; row++)
        {
            (int first, int last, double from, double to) = Covered(y, row, height);
            for (int source = first; source <= last; source++)
            {
                double share = Share(source, from, to) / y.Step;
                for (int column = 0; column < x.Count; column++)
                {
                    result[(row * x.Count) + column] += share * rows[(source * x.Count) + column];
                }
            }
        }

        return result;
    }

    /// <summary>The same picture, its longer side at most <paramref name="longest"/> pixels.</summary>
    public static GrayImage Shrink(GrayImage picture, int longest)
    {
        int side = Math.Max(picture.Width, picture.Height);
        if (side <= longest)
        {
            return picture;
        }

        int width = Math.Max(1, (int)Math.Round((double)picture.Width * longest / side));
        int height = Math.Max(1, (int)Math.Round((double)picture.Height * longest / side));
        double[] pixels = Resample(
            picture.Pixels,
            picture.Width,
            new Axis(0, (double)picture.Width / width, width),
            new Axis(0, (double)picture.Height / height, height));
        return new GrayImage(width, height, Array.ConvertAll(pixels, ToByte));
    }

    /// <summary>The same picture so many times as large, bilinear between the pixels' centres.</summary>
    public static GrayImage Enlarge(GrayImage picture, int times)
    {
        if (times <= 1)
        {
            return picture;
        }

        int width = picture.Width * times;
        int height = picture.Height * times;
        double[] coarse = [.. picture.Pixels.Select(value => (double)value)];
        return new GrayImage(width, height, Array.ConvertAll(Enlarge(coarse, picture.Width, picture.Height, width, height), ToByte));
    }

    /// <summary>The same values on a finer grid, bilinear between their centres.</summary>
    public static double[] Enlarge(double[] coarse, int width, int height, int newWidth, int newHeight)
    {
        if (width == newWidth && height == newHeight)
        {
            return coarse;
        }

        double[] fine = new double[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++)
        {
            (int top, int bottom, double down) = Between(y, newHeight, height);
            for (int x = 0; x < newWidth; x++)
            {
                (int left, int right, double across) = Between(x, newWidth, width);
                double upper = coarse[(top * width) + left] + (across * (coarse[(top * width) + right] - coarse[(top * width) + left]));
                double lower =
                    coarse[(bottom * width) + left] + (across * (coarse[(bottom * width) + right] - coarse[(bottom * width) + left]));
                fine[(y * newWidth) + x] = upper + (down * (lower - upper));
            }
        }

        return fine;
    }

    /// <summary>The nearest byte.</summary>
    public static byte ToByte(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);

    private static (int First, int Second, double Share) Between(int index, int length, int coarseLength)
    {
        double position = Math.Clamp(((index + 0.5) * coarseLength / length) - 0.5, 0, coarseLength - 1);
        int first = (int)position;
        return (first, Math.Min(first + 1, coarseLength - 1), position - first);
    }

    private static (int First, int Last, double From, double To) Covered(Axis axis, int index, int length)
    {
        double from = Math.Max(axis.Start + (index * axis.Step), 0);
        double to = Math.Min(axis.Start + ((index + 1) * axis.Step), length);
        return ((int)from, Math.Min((int)Math.Ceiling(to), length) - 1, from, to);
    }

    private static double Share(int source, double from, double to) =>
        Math.Max(0, Math.Min(source + 1, to) - Math.Max(source, from));
}
