using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// What a writer's hand, and the tablet under it, do to a shape: ends that fall short, overshoot or hook, rounded corners,
/// tremor, slant, turn, stretch, uneven proportions, few samples and a coarse grid. Arithmetic and square roots only.
/// </summary>
/// <param name="random">Where the variety comes from.</param>
/// <param name="variation">0 writes by the book, 1 like people.</param>
internal sealed class Hand(SeededRandom random, double variation)
{
    // A digit of height 1 becomes this many units high.
    private const double UnitsPerHeight = 200;

    /// <summary>Writes the shape that <paramref name="pen"/> drew.</summary>
    /// <param name="pen">A shape about 1 high.</param>
    /// <param name="freedom">How far the whole may be turned and slanted: 1 for most shapes, less for those that would become
    /// another.</param>
    public Drawing Write(Pen pen, double freedom = 1)
    {
        int roundings = random.Chance(0.5) ? random.Below(4) : 0;
        double tremor = variation * 0.012 * random.Next() * random.Next();
        Func<InkPoint, InkPoint> warp = Warp(freedom * variation);
        int every = random.Chance(0.35) ? 2 + random.Below(5) : 1;
        double grid = random.Chance(0.35) ? random.Between(2, 12) : 0;

        return new Drawing([.. pen.Strokes
            .Select(stroke => Sample(Tremble(Round(End(stroke), roundings), tremor).ConvertAll(point => warp(point)), every, grid))
            .Select(points => new Stroke(points))]);
    }

    private List<InkPoint> End(List<InkPoint> stroke)
    {
        List<InkPoint> points = [.. stroke];
        for (int end = 0; end < 2 && points.Count > 12; end++)
        {
            points.Reverse();
            double change = random.Bell() * 0.03 * variation;
            if (change < 0)
            {
                points.RemoveRange(0, Math.Min(3, (int)(-change * 60)));
            }
            else
            {
                points.Insert(0, Beyond(points[0], points[4], change));
            }

            if (random.Chance(0.08 * variation))
            {
                double length = random.Between(0.03, 0.12);
                (double cos, double sin) = Pen.OnCircle(random.Next());
                points.Insert(0, new InkPoint(points[0].X + (length * cos), points[0].Y - (length * sin)));
            }
        }

        return points;
    }

    private static InkPoint Beyond(InkPoint end, InkPoint inner, double length)
    {
        double dx = end.X - inner.X;
        double dy = end.Y - inner.Y;
        double distance = Math.Sqrt((dx * dx) + (dy * dy)) + 1e-9;
        return new InkPoint(end.X + (dx / distance * length), end.Y + (dy / distance * length));
    }

    private static List<InkPoint> Round(List<InkPoint> points, int times)
    {
        for (int pass = 0; pass < times; pass++)
        {
            List<InkPoint> next = [.. points];
            for (int i = 1; i + 1 < points.Count; i++)
            {
                next[i] = new InkPoint(
                    (points[i - 1].X + (2 * points[i].X) + points[i + 1].X) / 4,
                    (points[i - 1].Y + (2 * points[i].Y) + points[i + 1].Y) / 4);
            }

            points = next;
        }

        return points;
    }

    private List<InkPoint> Tremble(List<InkPoint> points, double strength)
    {
        double x = 0;
        double y = 0;
        return points.ConvertAll(point =>
        {
            // A random walk that is drawn back to the path.
            x = (0.7 * x) + (random.Bell() * strength);
            y = (0.7 * y) + (random.Bell() * strength);
            return new InkPoint(point.X + x, point.Y + y);
        });
    }

    private Func<InkPoint, InkPoint> Warp(double strength)
    {
        double slant = strength * (0.12 + (0.22 * random.Bell()));
        (double cos, double sin) = Pen.OnCircle(strength * 0.022 * random.Bell());
        double width = 1 + (strength * (0.1 + (0.27 * random.Bell())));
        width = Math.Max(width, 0.45);
        double widening = strength * 0.12 * random.Bell();
        double lowering = strength * 0.14 * random.Bell();
        double bend = strength * 0.1 * random.Bell();
        double sag = strength * 0.1 * random.Bell();
        return point =>
        {
            double x = point.X - 0.3;
            double y = point.Y - 0.5;
            double bentX = (x * (1 + (widening * 2 * y))) + (bend * y * y);
            double bentY = y + (lowering * ((2 * y * y) - 0.5)) + (sag * 2 * x * x);
            double slanted = (bentX * width) - (slant * bentY);
            return new InkPoint(
                UnitsPerHeight * ((slanted * cos) + (bentY * sin)),
                UnitsPerHeight * ((bentY * cos) - (slanted * sin)));
        };
    }

    private static IEnumerable<InkPoint> Sample(List<InkPoint> points, int every, double grid)
    {
        for (int i = 0; i < points.Count; i++)
        {
            if (i % every == 0 || i == points.Count - 1)
            {
                yield return grid == 0 ? points[i] : new InkPoint(Snap(points[i].X, grid), Snap(points[i].Y, grid));
            }
        }
    }

    private static double Snap(double value, double grid) => Math.Floor((value / grid) + 0.5) * grid;
}
