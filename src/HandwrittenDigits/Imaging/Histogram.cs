namespace HandwrittenDigits.Imaging;

/// <summary>
/// Measures of a histogram of grey levels, 256 counts.
/// </summary>
internal static class Histogram
{
    /// <summary>
    /// The level from which on pixels belong to the upper of two classes (Otsu 1979: greatest variance between the classes).
    /// </summary>
    public static int Otsu(int[] histogram)
    {
        double total = 0, totalSum = 0;
        for (int level = 0; level < 256; level++)
        {
            total += histogram[level];
            totalSum += (double)level * histogram[level];
        }

        double count = 0, sum = 0, best = -1;
        int threshold = 1;
        for (int level = 1; level < 256; level++)
        {
            count += histogram[level - 1];
            sum += (level - 1.0) * histogram[level - 1];
            if (count == 0 || count == total)
            {
                continue;
            }

            double difference = (sum / count) - ((totalSum - sum) / (total - count));
            double between = count * (total - count) * difference * difference;
            if (between > best)
            {
                best = between;
                threshold = level;
            }
        }

        return threshold;
    }

    /// <summary>
    /// The level under which <paramref name="share"/> of the pixels of levels from <paramref name="from"/> up to but not
    /// <paramref name="to"/> lie.
    /// </summary>
    public static int Quantile(int[] histogram, int from, int to, double share)
    {
        long count = 0;
        for (int level = from; level < to; level++)
        {
            count += histogram[level];
        }

        double rest = share * count;
        for (int level = from; level < to; level++)
        {
            rest -= histogram[level];
            if (rest < 0)
            {
                return level;
            }
        }

        return Math.Max(from, to - 1);
    }
}
