namespace HandwrittenDigits.Imaging;

/// <summary>
/// The exact Euclidean distance transform in linear time (Felzenszwalb and Huttenlocher, "Distance transforms of sampled
/// functions", Theory of Computing 8, 2012): the lower envelope of parabolas, one axis after the other.
/// </summary>
internal static class DistanceTransform
{
    // Farther than any picture is wide, and finite, so that differences of two stay numbers.
    private const double Far = 1e12;

    /// <summary>Of each pixel the squared distance to the nearest that is set; 1e12 where none is.</summary>
    public static double[] Squared(bool[] isSet, int width, int height)
    {
        double[] distances = Array.ConvertAll(isSet, set => set ? 0 : Far);
        int longest = Math.Max(width, height);
        double[] line = new double[longest];
        int[] roots = new int[longest];
        double[] borders = new double[longest + 1];
        for (int x = 0; x < width; x++)
        {
            Envelope(distances, x, width, height, line, roots, borders);
        }

        for (int y = 0; y < height; y++)
        {
            Envelope(distances, y * width, 1, width, line, roots, borders);
        }

        return distances;
    }

    private static void Envelope(double[] values, int start, int stride, int length, double[] line, int[] roots, double[] borders)
    {
        for (int i = 0; i < length; i++)
        {
            line[i] = values[start + (i * stride)];
        }

        int last = 0;
        roots[0] = 0;
        borders[0] = double.NegativeInfinity;
        borders[1] = double.PositiveInfinity;
        for (int i = 1; i < length; i++)
        {
            double border = Intersection(line, roots[last], i);
            while (border <= borders[last])
            {
                last--;
                border = Intersection(line, roots[last], i);
            }

            last++;
            roots[last] = i;
            borders[last] = border;
            borders[last + 1] = double.PositiveInfinity;
        }

        int current = 0;
        for (int i = 0; i < length; i++)
        {
            while (borders[current + 1] < i)
            {
                current++;
            }

            double away = i - roots[current];
            values[start + (i * stride)] = Math.Min((away * away) + line[roots[current]], Far);
        }
    }

    // Where the parabola rooted at the later pixel falls under the one rooted at the earlier.
    private static double Intersection(double[] line, int earlier, int later) =>
        (line[later] + ((double)later * later) - line[earlier] - ((double)earlier * earlier)) / (2.0 * (later - earlier));
}
