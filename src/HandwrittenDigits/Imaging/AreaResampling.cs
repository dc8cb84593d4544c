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
        double[] result = new double[y.Count * x.Count];
        Resample(pixels, width, x, y, (row, values) => values.CopyTo(result, row * x.Count));
        return result;
    }

    // Row by row, as a photo lies in memory; what takes a row copies what it keeps.
    private static void Resample(ReadOnlySpan<byte> pixels, int width, Axis x, Axis y, Action<int, double[]> take)
    {
        var columns = new Coverage(x, width);
        var rows = new Coverage(y, pixels.Length / width);
        double[] values = new double[x.Count];
        double[] line = new double[x.Count];
        int lineOf = -1;
        for (int row = 0; row < y.Count; row++)
        {
            Array.Clear(values);
            for (int source = rows.First[row]; source <= rows.Last[row]; source++)
            {
                if (lineOf != source)
                {
                    ResampleRow(pixels.Slice(source * width, width), columns, x.Step, line);
                    lineOf = source;
                }

                double share = rows.Share(row, source) / y.Step;
                for (int column = 0; column < line.Length; column++)
                {
                    values[column] += share * line[column];
                }
            }

            take(row, values);
        }
    }

    private static void ResampleRow(ReadOnlySpan<byte> pixels, Coverage columns, double step, double[] result)
    {
        double[] shares = columns.Shares;
        for (int column = 0; column < result.Length; column++)
        {
            int first = columns.First[column];
            int offset = columns.Offsets[column] - first;
            double sum = 0;
            for (int source = first; source <= columns.Last[column]; source++)
            {
                sum += shares[offset + source] * pixels[source];
            }

            result[column] = sum / step;
        }
    }

    /// <summary>The same picture, its longer side at most <paramref name="longest"/> pixels.</summary>
    public static GrayImage Shrink(GrayImage picture, int longest) => Math.Max(picture.Width, picture.Height) <= longest
        ? picture
        : Shrink(picture, new PixelBox(0, 0, picture.Width, picture.Height), longest);

    /// <summary>A part of a picture, its longer side at most <paramref name="longest"/> pixels.</summary>
    public static GrayImage Shrink(GrayImage picture, PixelBox part, int longest)
    {
        int side = Math.Max(part.Width, part.Height);
        int width = Math.Max(1, (int)Math.Round((double)part.Width * Math.Min(longest, side) / side));
        int height = Math.Max(1, (int)Math.Round((double)part.Height * Math.Min(longest, side) / side));
        byte[] pixels = new byte[width * height];
        var x = new Axis(part.Left, (double)part.Width / width, width);
        var y = new Axis(part.Top, (double)part.Height / height, height);
        Resample(picture.Pixels, picture.Width, x, y, (row, values) => ToBytes(values, pixels.AsSpan(row * width)));
        return new GrayImage(width, height, pixels);
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
        byte[] pixels = new byte[width * height];
        Enlarge(coarse, picture.Width, picture.Height, width, height, (row, values) => ToBytes(values, pixels.AsSpan(row * width)));
        return new GrayImage(width, height, pixels);
    }

    /// <summary>The same values on a finer grid, bilinear between their centres.</summary>
    /// <param name="coarse">The values, row by row.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="newWidth">Values in a row of the result.</param>
    /// <param name="newHeight">Rows of the result.</param>
    /// <param name="take">What takes each row of the result, in order, and copies what it keeps.</param>
    public static void Enlarge(double[] coarse, int width, int height, int newWidth, int newHeight, Action<int, double[]> take)
    {
        var columns = new (int Left, int Right, double Across)[newWidth];
        for (int x = 0; x < newWidth; x++)
        {
            columns[x] = Between(x, newWidth, width);
        }

        double[] values = new double[newWidth];
        for (int y = 0; y < newHeight; y++)
        {
            (int top, int bottom, double down) = Between(y, newHeight, height);
            ReadOnlySpan<double> above = coarse.AsSpan(top * width, width);
            ReadOnlySpan<double> below = coarse.AsSpan(bottom * width, width);
            for (int x = 0; x < values.Length; x++)
            {
                (int left, int right, double across) = columns[x];
                double upper = above[left] + (across * (above[right] - above[left]));
                double lower = below[left] + (across * (below[right] - below[left]));
                values[x] = upper + (down * (lower - upper));
            }

            take(y, values);
        }
    }

    /// <summary>The nearest byte.</summary>
    public static byte ToByte(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);

    private static void ToBytes(double[] values, Span<byte> bytes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            bytes[i] = ToByte(values[i]);
        }
    }

    private static (int First, int Second, double Share) Between(int index, int length, int coarseLength)
    {
        double position = Math.Clamp(((index + 0.5) * coarseLength / length) - 0.5, 0, coarseLength - 1);
        int first = (int)position;
        return (first, Math.Min(first + 1, coarseLength - 1), position - first);
    }

    /// <summary>Which old pixels each new one covers, along one axis, and how much of each.</summary>
    private sealed class Coverage
    {
        public Coverage(Axis axis, int length)
        {
            First = new int[axis.Count];
            Last = new int[axis.Count];
            Offsets = new int[axis.Count];
            List<double> shares = [];
            for (int i = 0; i < axis.Count; i++)
            {
                double from = Math.Max(axis.Start + (i * axis.Step), 0);
                double to = Math.Min(axis.Start + ((i + 1) * axis.Step), length);
                First[i] = (int)from;
                Last[i] = Math.Min((int)Math.Ceiling(to), length) - 1;
                Offsets[i] = shares.Count;
                for (int source = First[i]; source <= Last[i]; source++)
                {
                    shares.Add(Math.Max(0, Math.Min(source + 1, to) - Math.Max(source, from)));
                }
            }

            Shares = [.. shares];
        }

        public int[] First { get; }

        public int[] Last { get; }

        public int[] Offsets { get; }

        public double[] Shares { get; }

        public double Share(int index, int source) => Shares[Offsets[index] + source - First[index]];
    }
}
