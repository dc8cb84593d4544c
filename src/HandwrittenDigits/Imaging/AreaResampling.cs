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
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = Covered(x, column, width);
        }

        // Row by row: a photo is read in the order in which it lies in memory.
        var rows = new double[height * x.Count];
        for (var row = 0; row < height; row++)
        {
            ReadOnlySpan<byte> line = pixels.Slice(row * width, width);
            for (var column = 0; column < columns.Length; column++)
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

        var result = new double[y.Count * x.Count];
        for (var row = 0; row < y.Count; row++)
        {
            (int first, int last, double from, double to) = Covered(y, row, height);
            for (int source = first; source <= last; source++)
            {
                double share = Share(source, from, to) / y.Step;
                for (var column = 0; column < x.Count; column++)
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
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            (int top, int bottom, double down) = Between(y, times, picture.Height);
            for (var x = 0; x < width; x++)
            {
                (int left, int right, double across) = Between(x, times, picture.Width);
                double upper = picture[left, top] + (across * (picture[right, top] - picture[left, top]));
                double lower = picture[left, bottom] + (across * (picture[right, bottom] - picture[left, bottom]));
                pixels[(y * width) + x] = ToByte(upper + (down * (lower - upper)));
            }
        }

        return new GrayImage(width, height, pixels);
    }

    /// <summary>The nearest byte.</summary>
    public static byte ToByte(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);

    private static (int First, int Second, double Share) Between(int index, int times, int length)
    {
        double position = Math.Clamp(((index + 0.5) / times) - 0.5, 0, length - 1);
        var first = (int)position;
        return (first, Math.Min(first + 1, length - 1), position - first);
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
