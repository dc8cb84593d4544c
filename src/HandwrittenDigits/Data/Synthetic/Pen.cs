using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// Draws a digit's shape from knots that it places a little differently each time: smooth curves through them
/// (centripetal Catmull-Rom splines; Yuksel, Schaefer and Keyser, "Parameterization and applications of Catmull-Rom curves",
/// 2011), with a corner wherever one curve ends and the next begins. A digit is about 1 high, y growing downwards.
/// </summary>
/// <param name="random">Where the digit's variety comes from.</param>
/// <param name="sloppiness">Standard deviation by which a knot misses its place.</param>
internal sealed class Pen(SeededRandom random, double sloppiness)
{
    private const int PointsPerKnot = 8;

    private readonly List<List<InkPoint>> strokes = [];

    /// <summary>What was drawn so far.</summary>
    public IReadOnlyList<List<InkPoint>> Strokes => strokes;

    /// <summary>Where the pen is.</summary>
    public InkPoint Position => strokes[^1][^1];

    /// <inheritdoc cref="SeededRandom.Between"/>
    public double Between(double low, double high) => random.Between(low, high);

    /// <inheritdoc cref="SeededRandom.Chance"/>
    public bool Chance(double probability) => random.Chance(probability);

    /// <summary>Puts the pen down somewhere else.</summary>
    public Pen Down(double x, double y)
    {
        strokes.Add([Miss(x, y)]);
        return this;
    }

    /// <summary>Adds a stroke that was drawn elsewhere.</summary>
    public void Add(List<InkPoint> stroke) => strokes.Add(stroke);

    /// <summary>Draws a smooth curve from where the pen is through every knot.</summary>
    public Pen Curve(params ReadOnlySpan<(double X, double Y)> knots)
    {
        var path = new InkPoint[knots.Length + 1];
        path[0] = Position;
        for (int i = 0; i < knots.Length; i++)
        {
            path[i + 1] = Miss(knots[i].X, knots[i].Y);
        }

        AppendSpline(strokes[^1], path);
        return this;
    }

    /// <summary>Draws a line that is as straight as a hand makes it.</summary>
    public Pen Line(double x, double y)
    {
        InkPoint from = Position;
        double bow = random.Bell() * 0.03;
        return Curve((((from.X + x) / 2) + ((y - from.Y) * bow), ((from.Y + y) / 2) - ((x - from.X) * bow)), (x, y));
    }

    /// <summary>Draws a line by an offset from where the pen is.</summary>
    public Pen LineBy(double dx, double dy) => Line(Position.X + dx, Position.Y + dy);

    /// <summary>Draws along an ellipse, spiralling from the first radius factor to the last.</summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radiusX">Half the ellipse's width.</param>
    /// <param name="radiusY">Half its height.</param>
    /// <param name="start">Where to begin, in turns: 0 is the right, 0.25 the top, 0.5 the left, 0.75 the bottom.</param>
    /// <param name="turns">How far to go: positive is anticlockwise, as most hands write.</param>
    /// <param name="spiral">The radius at the end by that at the beginning.</param>
    /// <param name="lift">False to draw on from where the pen is.</param>
    public Pen Oval(double x, double y, double radiusX, double radiusY, double start, double turns, double spiral = 1, bool lift = true)
    {
        int count = 2 + (int)(Math.Abs(turns) * 8);
        var path = new InkPoint[count + 1];
        for (int i = 0; i <= count; i++)
        {
            double part = (double)i / count;
            (double cos, double sin) = OnCircle(start + (turns * part));
            double radius = 1 + ((spiral - 1) * (part - 0.5));
            path[i] = Miss(x + (radiusX * radius * cos), y - (radiusY * radius * sin));
        }

        if (lift)
        {
            strokes.Add([path[0]]);
        }
        else
        {
            path = [Position, .. path];
        }

        AppendSpline(strokes[^1], path);
        return this;
    }

    /// <summary>A point of the unit circle, without a sine: the tangent half-angle formulas, within each quarter.</summary>
    public static (double Cos, double Sin) OnCircle(double turns)
    {
        double quarters = (turns - Math.Floor(turns)) * 4;
        int quarter = (int)quarters;
        double u = quarters - quarter;

        // tan(u * 45 degrees) by the first terms of its series, exact at both ends: never half a degree off.
        double t = u * (0.7854 + (u * u * (0.1615 + (0.0531 * u * u))));
        double cos = (1 - (t * t)) / (1 + (t * t));
        double sin = 2 * t / (1 + (t * t));

        // A hair under a whole turn rounds up to a fifth quarter, which is the first.
        return (quarter & 3) switch { 0 => (cos, sin), 1 => (-sin, cos), 2 => (-cos, -sin), _ => (sin, -cos) };
    }

    private InkPoint Miss(double x, double y) => new(x + (random.Bell() * sloppiness), y + (random.Bell() * sloppiness));

    private static void AppendSpline(List<InkPoint> stroke, InkPoint[] path)
    {
        for (int i = 0; i + 1 < path.Length; i++)
        {
            InkPoint from = path[i];
            InkPoint to = path[i + 1];
            InkPoint before = i > 0 ? path[i - 1] : Mirror(to, from);
            InkPoint after = i + 2 < path.Length ? path[i + 2] : Mirror(from, to);
            double d0 = Knot(before, from);
            double d1 = Knot(from, to);
            double d2 = Knot(to, after);
            for (int step = 1; step <= PointsPerKnot; step++)
            {
                double t = (double)step / PointsPerKnot;
                stroke.Add(new InkPoint(
                    Hermite(from.X, to.X, Tangent(before.X, from.X, to.X, d0, d1), Tangent(from.X, to.X, after.X, d1, d2), d1, t),
                    Hermite(from.Y, to.Y, Tangent(before.Y, from.Y, to.Y, d0, d1), Tangent(from.Y, to.Y, after.Y, d1, d2), d1, t)));
            }
        }
    }

    private static InkPoint Mirror(InkPoint point, InkPoint at) => new((2 * at.X) - point.X, (2 * at.Y) - point.Y);

    // The centripetal knot interval: the square root of the distance.
    private static double Knot(InkPoint a, InkPoint b)
    {
        double dx = b.X - a.X;
        double dy = b.Y - a.Y;
        return Math.Sqrt(Math.Sqrt((dx * dx) + (dy * dy))) + 1e-6;
    }

    private static double Tangent(double before, double at, double after, double d0, double d1) =>
        ((at - before) / d0) - ((after - before) / (d0 + d1)) + ((after - at) / d1);

    private static double Hermite(double from, double to, double tangentFrom, double tangentTo, double interval, double t)
    {
        double t2 = t * t;
        double t3 = t2 * t;
        return (from * ((2 * t3) - (3 * t2) + 1)) + (tangentFrom * interval * (t3 - (2 * t2) + t))
            + (to * ((3 * t2) - (2 * t3))) + (tangentTo * interval * (t3 - t2));
    }
}
