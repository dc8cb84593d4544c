namespace HandwrittenDigits.Imaging;

/// <summary>
/// A way from the top of some ink to its bottom that crosses as little ink as it can, one column aside at most from row to row (Avidan and
/// Shamir, "Seam carving for content-aware image resizing", SIGGRAPH 2007): where two digits that touch may be cut apart.
/// </summary>
/// <param name="Columns">Of each row the column where the right part begins.</param>
/// <param name="Cost">The ink crossed, in widths of the stroke.</param>
internal sealed record InkSeam(int[] Columns, double Cost)
{
    private const byte Half = 128;

    // More ink than this, in widths of the stroke, is no place where two digits touch.
    private const double MostInk = 4;
    private const int MostSeams = 8;

    // Going aside costs a little, so that a seam through paper is straight.
    private const double Aside = 0.02;

    /// <summary>Seams from left to right, of different columns.</summary>
    public static IReadOnlyList<InkSeam> Find(GrayImage ink)
    {
        double stroke = Math.Max(1, StrokeThickness.MeanWidth(ink));
        if (ink.Width < 4 * stroke || ink.Width < 8)
        {
            return [];
        }

        double[] costs = new double[ink.Width];
        int[,] from = new int[ink.Height, ink.Width];
        for (int y = 0; y < ink.Height; y++)
        {
            double[] next = new double[ink.Width];
            for (int x = 0; x < ink.Width; x++)
            {
                int best = x;
                double cost = costs[x];
                for (int other = Math.Max(0, x - 1); other <= Math.Min(ink.Width - 1, x + 1); other++)
                {
                    if (costs[other] + (other == x ? 0 : Aside) < cost)
                    {
                        cost = costs[other] + Aside;
                        best = other;
                    }
                }

                from[y, x] = best;
                next[x] = cost + (ink[x, y] / 255.0);
            }

            costs = next;
        }

        // The best seam of each stretch as wide as a stroke.
        int stretch = Math.Max(2, (int)(stroke * 0.8));
        InkSeam[] candidates =
        [
            .. Enumerable.Range(0, ink.Width)
                .Where(x => costs[x] <= MostInk * stroke && x >= 1.5 * stroke && x <= ink.Width - (1.5 * stroke))
                .Where(x => Enumerable.Range(Math.Max(0, x - stretch), Math.Min(ink.Width, x + stretch + 1) - Math.Max(0, x - stretch))
                    .All(other => costs[other] > costs[x] || (costs[other] == costs[x] && other >= x)))
                .Select(x => new InkSeam(Trace(from, x, ink.Height), costs[x] / stroke)),
        ];
        return [.. candidates.OrderBy(seam => seam.Cost).Take(MostSeams).OrderBy(seam => seam.Columns.Average())];
    }

    /// <summary>The ink between two seams, or from the left border and to the right one; nothing where there is next to none.</summary>
    public static (PixelBox Box, GrayImage Ink)? Between(GrayImage ink, InkSeam? left, InkSeam? right)
    {
        byte[] pixels = new byte[ink.Pixels.Length];
        for (int y = 0; y < ink.Height; y++)
        {
            int from = left?.Columns[y] ?? 0;
            int to = right?.Columns[y] ?? ink.Width;
            if (from < to)
            {
                ink.Pixels.AsSpan((y * ink.Width) + from, to - from).CopyTo(pixels.AsSpan((y * ink.Width) + from));
            }
        }

        GrayImage part = InkCleaning.KeepPiecesThatReach(new GrayImage(ink.Width, ink.Height, pixels), Half);
        return PixelBox.Of(part) is { } box ? (box, part) : null;
    }

    private static int[] Trace(int[,] from, int x, int height)
    {
        int[] columns = new int[height];
        for (int y = height - 1; y >= 0; y--)
        {
            columns[y] = x;
            x = from[y, x];
        }

        return columns;
    }
}
