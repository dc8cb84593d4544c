namespace HandwrittenDigits.Imaging;

/// <summary>Finds straight lines that run nearly along an axis of a picture.</summary>
/// <remarks>
/// By voting (Hough) over slopes and offsets, by runs of ink that are short across the line, fitted by least squares, and then followed
/// column by column, so that they may bend a little.
/// </remarks>
internal sealed class RuledLineFinder
{
    /// <summary>What is ink rather than a grey edge, 0 to 255.</summary>
    public const byte Ink = 96;

    // Rise over run; 8 degrees to either side, in steps under a pixel at the end of the line.
    private const double SteepestSlope = 0.14;

    // The shortest line, as a share of the picture's extent along it, and the share of its length that has to be there.
    private const double LeastLength = 0.3;
    private const double LeastThere = 0.7;

    private const int MostLines = 60;
    private const int VotingColumns = 128;

    // Pixels a side: a smaller picture shows a digit and no paper around it.
    private const int SmallestPicture = 80;

    private readonly GrayImage ink;
    private readonly bool isLevel;

    // Along the line runs u, across it v.
    private readonly int length;
    private readonly int breadth;
    private readonly int alongStride;
    private readonly int acrossStride;

    // How far a line may bend, in pixels.
    private readonly double reach;

    private readonly List<(int U, int First, int Last)> runs;
    private readonly bool[] used;

    /// <summary>Looks for level or for upright lines.</summary>
    /// <param name="ink">Paper = 0, ink up to 255.</param>
    /// <param name="isLevel">Whether they run along the rows rather than the columns.</param>
    public RuledLineFinder(GrayImage ink, bool isLevel)
    {
        this.ink = ink;
        this.isLevel = isLevel;
        length = isLevel ? ink.Width : ink.Height;
        breadth = isLevel ? ink.Height : ink.Width;
        alongStride = isLevel ? 1 : ink.Width;
        acrossStride = isLevel ? ink.Width : 1;
        reach = Math.Max(2.5, length / 130.0);
        runs = length < SmallestPicture || breadth < SmallestPicture ? [] : ShortRuns();
        used = new bool[runs.Count];
    }

    /// <summary>The lines, the one that most columns vote for first.</summary>
    public IReadOnlyList<RuledLine> Find()
    {
        List<RuledLine> found = [];
        for (int round = 0; round < MostLines; round++)
        {
            if (Strongest() is not { } candidate)
            {
                break;
            }

            List<int> followed = Follow(Refine(candidate));
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
                found.Add(new RuledLine(isLevel, first, last, [.. followed
                    .Where(i => runs[i].Last - runs[i].First + 1 <= (2 * thickness) + 2)
                    .Select(i => WithEdges(runs[i]))]));
            }
        }

        return found;
    }

    private (int From, int To, int Stride) WithEdges((int U, int First, int Last) run)
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

    private List<(int U, int First, int Last)> ShortRuns()
    {
        int thickest = Math.Max(3, Math.Max(ink.Width, ink.Height) / 24);
        List<(int, int, int)> found = [];
        for (int u = 0; u < length; u++)
        {
            int first = -1;
            for (int v = 0; v <= breadth; v++)
            {
                bool isInk = v < breadth && ink.Pixels[(u * alongStride) + (v * acrossStride)] >= Ink;
                if (isInk && first < 0)
                {
                    first = v;
                }
                else if (!isInk && first >= 0)
                {
                    if (v - first <= thickest)
                    {
                        found.Add((u, first, v - 1));
                    }

                    first = -1;
                }
            }
        }

        return found;
    }

    // The slope and offset that most columns vote for.
    private (double Slope, double Offset)? Strongest()
    {
        // Some columns vote for all.
        int every = Math.Max(1, length / VotingColumns);
        double step = 1.5 / length;
        int steps = (int)(SteepestSlope / step);
        int margin = (int)(SteepestSlope * length) + 2;
        int[] votes = new int[breadth + (2 * margin)];
        (double Slope, double Offset, int Votes) best = default;
        for (int s = -steps; s <= steps; s++)
        {
            double slope = s * step;
            Array.Clear(votes);
            for (int i = 0; i < runs.Count; i++)
            {
                if (!used[i] && runs[i].U % every == 0)
                {
                    (int u, int first, int last) = runs[i];
                    votes[(int)(((first + last) / 2.0) - (slope * u) + margin)]++;
                }
            }

            for (int v = 1; v < votes.Length - 1; v++)
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
    private (double Slope, double Offset) Refine((double Slope, double Offset) line)
    {
        for (int round = 0; round < 2; round++)
        {
            double n = 0, sumU = 0, sumV = 0, sumUu = 0, sumUv = 0;
            for (int i = 0; i < runs.Count; i++)
            {
                double v = (runs[i].First + runs[i].Last) / 2.0;
                double u = runs[i].U;
                if (!used[i] && Math.Abs(v - line.Offset - (line.Slope * u)) <= reach)
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

    // The runs nearest to where the line should be, from one end to the other, over gaps where it crosses strokes.
    private List<int> Follow((double Slope, double Offset) line)
    {
        ILookup<int, int> byColumn = Enumerable.Range(0, runs.Count).Where(i => !used[i]).ToLookup(i => runs[i].U);
        List<int> followed = [];
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

        for (int u = 0; u < length; u++)
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
}
