namespace HandwrittenDigits.Imaging;

/// <summary>
/// Takes out straight lines that were not written as a part of a digit: ruled and squared paper, boxes and cells. Such a line runs nearly
/// along an axis and reaches beyond what is left of the ink, on both sides of it. Strokes that cross it stay whole.
/// </summary>
/// <remarks>
/// Lines are found by voting (Hough) over slopes and offsets, by runs of ink that are short across the line, fitted by least squares, and
/// then followed column by column, so that they may bend a little.
/// </remarks>
internal static class RuledLines
{
    private const byte Half = 96;

    // Rise over run; 8 degrees to either side, in steps under a pixel at the end of the line.
    private const double SteepestSlope = 0.14;

    // The shortest line, as a share of the picture's extent along it, and the share of its length that has to be there.
    private const double LeastLength = 0.3;
    private const double LeastThere = 0.7;

    // How often a single line has to be as long as what it crosses, and where there are several.
    private const double SingleLine = 2.2;
    private const double OneOfSeveral = 1.15;

    // More lines than these are no box.
    private const int BoxSides = 4;

    private const int MostLines = 60;
    private const int VotingColumns = 128;

    // Pixels a side: a smaller picture shows a digit and no paper around it.
    private const int SmallestPicture = 80;

    /// <summary>The ink without such lines; the very picture where there are none.</summary>
    /// <param name="ink">Paper = 0, ink up to 255.</param>
    public static GrayImage Remove(GrayImage ink)
    {
        Line[] lines = [.. Find(ink, isLevel: true), .. Find(ink, isLevel: false)];
        if (lines.Length == 0)
        {
            return ink;
        }

        // A line that turns out to be a part of the digit comes back, and what is left is then larger.
        while (lines.Length > 0)
        {
            GrayImage rest = Without(ink, lines);
            if (BoxOfWhatIsLeft(rest, ink, lines.Length > BoxSides) is not { } box)
            {
                return ink;
            }

            Line[] kept =
                [.. lines.Where(line => line.ReachesBeyond(box, IsOneOfSeveral(line, lines, ink) ? OneOfSeveral : SingleLine, ink))];
            if (kept.Length == lines.Length)
            {
                return DropCrumbs(rest);
            }

            lines = kept;
        }

        return ink;
    }

    // Paper is ruled from border to border, and a box has two sides; the bar and the stem of a 4 are neither.
    private static bool IsOneOfSeveral(Line line, Line[] lines, GrayImage ink) => line.CrossesAll(ink)
        ? lines.Length > 1
        : Array.Exists(lines, other => other != line && other.IsLevel == line.IsLevel);

    // Bits of lines between the strokes, and lines that pass through a corner of the picture.
    private static GrayImage DropCrumbs(GrayImage rest)
    {
        ConnectedComponents pieces = ConnectedComponents.Of(rest, threshold: 1);
        int largest = pieces.Components.Where(piece => !TouchesBorder(piece.Box, rest)).Select(piece => piece.Area).DefaultIfEmpty().Max();
        return largest == 0 ? rest : InkCleaning.Keep(
            rest, pieces, [.. pieces.Components.Select(piece => piece.Area >= (TouchesBorder(piece.Box, rest) ? 0.5 : 0.06) * largest)]);
    }

    private static bool TouchesBorder(PixelBox box, GrayImage picture) =>
        box.Left <= 1 || box.Top <= 1 || box.Right >= picture.Width - 1 || box.Bottom >= picture.Height - 1;

    // Around the pieces that are at least a fifth of the largest; nothing where all are crumbs. Those within the picture count alone where
    // it is ruled paper, or where they are more than crumbs beside those that leave it.
    private static PixelBox? BoxOfWhatIsLeft(GrayImage rest, GrayImage ink, bool isRuledPaper)
    {
        ConnectedComponents.Component[] pieces = [.. ConnectedComponents.Of(rest, Half).Components];
        ConnectedComponents.Component[] within = [.. pieces.Where(piece => !TouchesBorder(piece.Box, ink))];
        if (within.Length > 0 && (isRuledPaper || within.Max(piece => piece.Area) >= 0.2 * pieces.Max(piece => piece.Area)))
        {
            pieces = within;
        }

        int largest = pieces.Select(piece => piece.Area).DefaultIfEmpty().Max();
        ConnectedComponents.Component[] solid = [.. pieces.Where(piece => piece.Area >= 0.2 * largest)];
        return solid.Length == 0 || largest < 0.0005 * ink.Pixels.Length ? null : PixelBox.Around([.. solid.Select(piece => piece.Box)]);
    }

    private static GrayImage Without(GrayImage ink, IEnumerable<Line> lines)
    {
        byte[] pixels = [.. ink.Pixels];
        foreach (Line line in lines)
        {
            foreach ((int from, int to, int stride) in line.Runs)
            {
                for (int i = from; i <= to; i += stride)
                {
                    pixels[i] = 0;
                }
            }
        }

        return new GrayImage(ink.Width, ink.Height, pixels);
    }

    private static List<Line> Find(GrayImage ink, bool isLevel)
    {
        // Along the line runs u, across it v.
        int length = isLevel ? ink.Width : ink.Height;
        int breadth = isLevel ? ink.Height : ink.Width;
        int alongStride = isLevel ? 1 : ink.Width;
        int acrossStride = isLevel ? ink.Width : 1;
        int thickest = Math.Max(3, Math.Max(ink.Width, ink.Height) / 24);
        List<Line> found = [];
        if (length < SmallestPicture || breadth < SmallestPicture)
        {
            return found;
        }

        List<(int U, int First, int Last)> runs = ShortRuns(ink, length, breadth, alongStride, acrossStride, thickest);
        var used = new bool[runs.Count];
        for (var round = 0; round < MostLines; round++)
        {
            if (Strongest(runs, used, length, breadth) is not { } candidate)
            {
                break;
            }

            List<int> followed = Follow(runs, used, Refine(runs, used, candidate, length), length);
            if (followed.Count == 0)
            {
                break;
            }

            int first = followed.Min(i => runs[i].U);
            int last = followed.Max(i => runs[i].U);
            int columns = followed.Select(i => runs[i].U).Distinct().Count();
            foreach (int i in followed)
            {
                used[i] = true;
            }

            if (last - first + 1 >= LeastLength * length && columns >= LeastThere * (last - first + 1))
            {
                double thickness = followed.Select(i => runs[i].Last - runs[i].First + 1).Order().ElementAt(followed.Count / 2);

                // Much thicker runs belong to a stroke that the line crosses; the grey edges go with the line.
                found.Add(new Line(isLevel, first, last, [.. followed
                    .Where(i => runs[i].Last - runs[i].First + 1 <= (2 * thickness) + 2)
                    .Select(i => WithEdges(ink, runs[i], breadth, alongStride, acrossStride))]));
            }
        }

        return found;
    }

    private static (int From, int To, int Stride) WithEdges(
        GrayImage ink, (int U, int First, int Last) run, int breadth, int alongStride, int acrossStride)
    {
        int start = run.U * alongStride;
        int first = run.First, last = run.Last;
        while (first > 0 && ink.Pixels[start + ((first - 1) * acrossStride)] > 0 && run.First - first < 3)
        {
            first--;
        }

        while (last < breadth - 1 && ink.Pixels[start + ((last + 1) * acrossStride)] > 0 && last - run.Last < 3)
        {
            last++;
        }

        return (start + (first * acrossStride), start + (last * acrossStride), acrossStride);
    }

    private static List<(int U, int First, int Last)> ShortRuns(
        GrayImage ink, int length, int breadth, int alongStride, int acrossStride, int thickest)
    {
        List<(int, int, int)> runs = [];
        for (var u = 0; u < length; u++)
        {
            int first = -1;
            for (var v = 0; v <= breadth; v++)
            {
                bool isInk = v < breadth && ink.Pixels[(u * alongStride) + (v * acrossStride)] >= Half;
                if (isInk && first < 0)
                {
                    first = v;
                }
                else if (!isInk && first >= 0)
                {
                    if (v - first <= thickest)
                    {
                        runs.Add((u, first, v - 1));
                    }

                    first = -1;
                }
            }
        }

        return runs;
    }

    // The slope and offset that most columns vote for.
    private static (double Slope, double Offset)? Strongest(List<(int U, int First, int Last)> runs, bool[] used, int length, int breadth)
    {
        // Some columns vote for all.
        int every = Math.Max(1, length / VotingColumns);
        double step = 1.5 / length;
        var steps = (int)(SteepestSlope / step);
        int margin = (int)(SteepestSlope * length) + 2;
        var votes = new int[breadth + (2 * margin)];
        (double Slope, double Offset, int Votes) best = default;
        for (int s = -steps; s <= steps; s++)
        {
            double slope = s * step;
            Array.Clear(votes);
            for (var i = 0; i < runs.Count; i++)
            {
                if (!used[i] && runs[i].U % every == 0)
                {
                    (int u, int first, int last) = runs[i];
                    votes[(int)(((first + last) / 2.0) - (slope * u) + margin)]++;
                }
            }

            for (var v = 1; v < votes.Length - 1; v++)
            {
                int sum = votes[v - 1] + votes[v] + votes[v + 1];
                if (sum > best.Votes)
                {
                    best = (slope, v + 0.5 - margin, sum);
                }
            }
        }

        return best.Votes * every >= LeastLength * LeastThere * length ? (best.Slope, best.Offset) : null;
    }

    // Two rounds of least squares on the runs near the line that was voted for.
    private static (double Slope, double Offset) Refine(
        List<(int U, int First, int Last)> runs, bool[] used, (double Slope, double Offset) line, int length)
    {
        for (var round = 0; round < 2; round++)
        {
            double n = 0, sumU = 0, sumV = 0, sumUu = 0, sumUv = 0;
            for (var i = 0; i < runs.Count; i++)
            {
                double v = (runs[i].First + runs[i].Last) / 2.0;
                double u = runs[i].U;
                if (!used[i] && Math.Abs(v - line.Offset - (line.Slope * u)) <= Reach(length))
                {
                    n++;
                    sumU += u;
                    sumV += v;
                    sumUu += u * u;
                    sumUv += u * v;
                }
            }

            double spread = (n * sumUu) - (sumU * sumU);
            if (spread <= 0)
            {
                return line;
            }

            double slope = ((n * sumUv) - (sumU * sumV)) / spread;
            line = (slope, (sumV - (slope * sumU)) / n);
        }

        return line;
    }

    // How far a line may bend, in pixels.
    private static double Reach(int length) => Math.Max(2.5, length / 130.0);

    // The runs nearest to where the line should be, from one end to the other, over gaps where it crosses strokes.
    private static List<int> Follow(List<(int U, int First, int Last)> runs, bool[] used, (double Slope, double Offset) line, int length)
    {
        ILookup<int, int> byColumn = Enumerable.Range(0, runs.Count).Where(i => !used[i]).ToLookup(i => runs[i].U);
        List<int> followed = [];
        double reach = Reach(length);
        int lastSeen = -1;
        int longestGap = Math.Max(4, length / 8);
        List<int> current = [];
        void Close()
        {
            if (current.Count > followed.Count)
            {
                followed = current;
            }

            current = [];
        }

        for (var u = 0; u < length; u++)
        {
            double expected = line.Offset + (line.Slope * u);
            int nearest = -1;
            double distance = reach + 1;
            foreach (int i in byColumn[u])
            {
                double away = expected < runs[i].First ? runs[i].First - expected : expected > runs[i].Last ? expected - runs[i].Last : 0;
                if (away < distance)
                {
                    distance = away;
                    nearest = i;
                }
            }

            if (nearest >= 0)
            {
                current.Add(nearest);
                lastSeen = u;
            }
            else if (current.Count > 0 && u - lastSeen > longestGap)
            {
                Close();
            }
        }

        Close();
        return followed;
    }

    /// <summary>
    /// A line from one end to the other, and the pixels that are it: first and last index, and how far from one to the next.
    /// </summary>
    private sealed record Line(bool IsLevel, int First, int Last, IReadOnlyList<(int From, int To, int Stride)> Runs)
    {
        /// <summary>True where it runs from one border of the picture to the other.</summary>
        public bool CrossesAll(GrayImage ink)
        {
            int end = IsLevel ? ink.Width : ink.Height;
            return First <= 0.02 * end && Last >= 0.98 * (end - 1);
        }

        /// <summary>
        /// True where the box lies within the line's length, clear of both ends, and the line is so many times as long as what it crosses.
        /// </summary>
        public bool ReachesBeyond(PixelBox box, double factor, GrayImage ink)
        {
            int from = IsLevel ? box.Left : box.Top;
            int to = IsLevel ? box.Right : box.Bottom;
            int length = Last - First + 1;
            double clear = 0.04 * Math.Max(box.Width, box.Height);
            int crossed = CrossesAll(ink) ? to - from : Math.Max(box.Width, box.Height);
            return length >= factor * crossed
                && from - First >= clear && Last - to >= clear;
        }
    }
}
