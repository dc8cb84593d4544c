using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// Areas full of ink: discs, polygons, blots with or without holes, and what is left of a photographed thing, hatched line by line.
/// </summary>
internal static class FilledShapes
{
    // Closer together than the thinnest pen is wide, where the shape is 20 pixels high.
    private const double LineDistance = 0.045;

    public static readonly IReadOnlyList<Action<Pen>> All = [Disc, Polygon, Blot, Blot, Cutout, Texture, Texture, Stripes];

    private static void Disc(Pen pen)
    {
        double radiusX = pen.Between(0.2, 0.6);
        double hole = pen.Chance(0.25) ? pen.Between(0.1, 0.4) : 0;
        double holeX = pen.Between(-0.3, 0.3);
        double holeY = pen.Between(-0.3, 0.3);
        Fill(pen, (x, y) =>
        {
            double u = (x - 0.3) / radiusX;
            double v = (y - 0.5) / 0.5;
            return (u * u) + (v * v) < 1 && ((u - holeX) * (u - holeX)) + ((v - holeY) * (v - holeY)) >= hole * hole;
        });
    }

    // The half-planes on one side of three to seven lines.
    private static void Polygon(Pen pen)
    {
        var sides = new (double Cos, double Sin, double Distance)[(int)pen.Between(3, 8)];
        double start = pen.Between(0, 1);
        for (int i = 0; i < sides.Length; i++)
        {
            (double cos, double sin) = Pen.OnCircle(start + ((i + pen.Between(-0.2, 0.2)) / sides.Length));
            sides[i] = (cos, sin, pen.Between(0.25, 0.45));
        }

        Fill(pen, (x, y) => Array.TrueForAll(sides, side => ((x - 0.3) * side.Cos) + ((y - 0.5) * side.Sin) < side.Distance));
    }

    private static void Blot(Pen pen)
    {
        Func<double, double, double> hills = Hills(pen, count: (int)pen.Between(3, 7), least: 0.1, most: 0.3);
        Fill(pen, (x, y) => hills(x, y) > 0.6);
    }

    // A blot from which something was cut out.
    private static void Cutout(Pen pen)
    {
        Func<double, double, double> hills = Hills(pen, count: (int)pen.Between(4, 8), least: 0.15, most: 0.35);
        Func<double, double, double> holes = Hills(pen, count: (int)pen.Between(2, 6), least: 0.05, most: 0.12);
        Fill(pen, (x, y) => hills(x, y) > 0.6 && holes(x, y) < 0.5);
    }

    private static void Texture(Pen pen)
    {
        Func<double, double, double> hills = Hills(pen, count: (int)pen.Between(15, 50), least: 0.03, most: 0.12);
        double level = pen.Between(0.3, 0.9);
        Fill(pen, (x, y) => hills(x, y) > level);
    }

    private static void Stripes(Pen pen)
    {
        (double cos, double sin) = Pen.OnCircle(pen.Between(0, 1));
        double period = pen.Between(0.15, 0.5);
        double share = pen.Between(0.3, 0.7);
        Fill(pen, (x, y) =>
        {
            double across = ((x * cos) + (y * sin)) / period;
            return across - Math.Floor(across) < share;
        });
    }

    // A sum of round hills, each 1 high.
    private static Func<double, double, double> Hills(Pen pen, int count, double least, double most)
    {
        var hills = new (double X, double Y, double Radius)[count];
        for (int i = 0; i < count; i++)
        {
            hills[i] = (pen.Between(-0.2, 0.8), pen.Between(0, 1), pen.Between(least, most));
        }

        return (x, y) => hills.Sum(hill =>
        {
            double squared = (((x - hill.X) * (x - hill.X)) + ((y - hill.Y) * (y - hill.Y))) / (hill.Radius * hill.Radius);
            return 1 / (1 + (squared * squared));
        });
    }

    // A level stroke wherever a line runs through the shape.
    private static void Fill(Pen pen, Func<double, double, bool> isInside)
    {
        for (double y = 0; y <= 1; y += LineDistance)
        {
            double? start = null;
            for (double x = -0.3; x <= 0.95; x += LineDistance)
            {
                bool inside = x < 0.9 && isInside(x, y);
                if (inside)
                {
                    start ??= x;
                }
                else if (start is { } from)
                {
                    pen.Add([new InkPoint(from, y), new InkPoint(x - LineDistance, y)]);
                    start = null;
                }
            }
        }
    }
}
