using System.Numerics;

namespace HandwrittenDigits.Imaging;

/// <summary>
/// The grey closing of morphology: what is darker than its surroundings and narrower than a square is filled.
/// </summary>
internal static class GrayClosing
{
    // Down the columns as many at a time as stay in the cache.
    private const int StripWidth = 64;

    /// <summary>Maximum over a square, then minimum over it, of what of the square is in the picture.</summary>
    /// <param name="values">Row by row, in any unit.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="radius">The square is two radii and one wide.</param>
    public static ushort[] Close(ushort[] values, int width, int height, int radius)
    {
        ushort[] dilated = Dilate(values, width, height, radius);
        Complement(dilated);
        ushort[] closed = Dilate(dilated, width, height, radius);
        Complement(closed);
        return closed;
    }

    private static ushort[] Dilate(ushort[] values, int width, int height, int radius)
    {
        int window = (2 * radius) + 1;
        ushort[] dilated = new ushort[values.Length];
        ushort[] row = new ushort[width + (2 * radius)];
        for (int y = 0; y < height; y++)
        {
            row.AsSpan().Clear();
            values.AsSpan(y * width, width).CopyTo(row.AsSpan(radius));
            MaximumOfNext(row, window, step: 1);
            row.AsSpan(0, width).CopyTo(dilated.AsSpan(y * width));
        }

        ushort[] strip = new ushort[Math.Min(width, StripWidth) * (height + (2 * radius))];
        for (int x = 0; x < width; x += StripWidth)
        {
            int columns = Math.Min(StripWidth, width - x);
            strip.AsSpan().Clear();
            for (int y = 0; y < height; y++)
            {
                dilated.AsSpan((y * width) + x, columns).CopyTo(strip.AsSpan((y + radius) * columns));
            }

            MaximumOfNext(strip.AsSpan(0, columns * (height + (2 * radius))), window, step: columns);
            for (int y = 0; y < height; y++)
            {
                strip.AsSpan(y * columns, columns).CopyTo(dilated.AsSpan((y * width) + x));
            }
        }

        return dilated;
    }

    // Each value becomes the maximum of so many, itself the first, a step apart: of two, of four and so on, until two such maxima, one
    // over the other, span them all. What reads beyond the end is left unfinished.
    private static void MaximumOfNext(Span<ushort> values, int count, int step)
    {
        int done = 1;
        while (done < count)
        {
            int next = Math.Min(done, count - done);
            MaximumWith(values, next * step);
            done += next;
        }
    }

    private static void MaximumWith(Span<ushort> values, int distance)
    {
        int end = values.Length - distance;
        int i = 0;
        for (; i <= end - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Max(new Vector<ushort>(values[i..]), new Vector<ushort>(values[(i + distance)..])).CopyTo(values[i..]);
        }

        for (; i < end; i++)
        {
            values[i] = Math.Max(values[i], values[i + distance]);
        }
    }

    private static void Complement(Span<ushort> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (ushort)~values[i];
        }
    }
}
