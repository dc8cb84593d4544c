namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ink of no shape.</summary>
internal static class Scribbles
{
    public static readonly IReadOnlyList<Action<Pen>> All =
    [
        pen => Tangle(pen, knots: 12),
        pen => Tangle(pen, knots: 30),
        Zigzag,
        Hatching,
        Spiral,
        Spring,
    ];

    private static void Tangle(Pen pen, int knots)
    {
        pen.Down(pen.Between(0, 0.8), pen.Between(0, 1));
        var path = new (double X, double Y)[knots];
        for (int i = 0; i < knots; i++)
        {
            path[i] = (pen.Between(-0.2, 0.8), pen.Between(0, 1));
        }

        pen.Curve(path);
    }

    private static void Zigzag(Pen pen)
    {
        int turns = (int)pen.Between(5, 10);
        pen.Down(-0.2, pen.Between(0, 0.2));
        for (int i = 1; i <= turns; i++)
        {
            pen.Line(-0.2 + ((double)i / turns), i % 2 == 0 ? pen.Between(0, 0.2) : pen.Between(0.8, 1));
        }
    }

    private static void Hatching(Pen pen)
    {
        int lines = (int)pen.Between(3, 7);
        bool crossed = pen.Chance(0.5);
        for (int i = 0; i < lines; i++)
        {
            double at = -0.1 + (0.9 * i / lines);
            pen.Down(at + 0.1, pen.Between(0, 0.15)).Line(at, pen.Between(0.85, 1));
            if (crossed)
            {
                pen.Down(-0.15, at + 0.1).Line(0.85, at);
            }
        }
    }

    private static void Spiral(Pen pen) =>
        pen.Oval(0.3, 0.5, pen.Between(0.3, 0.5), 0.5, pen.Between(0, 1), (pen.Chance(0.5) ? 1 : -1) * pen.Between(2.3, 3.5), spiral: -0.8);

    private static void Spring(Pen pen)
    {
        int loops = (int)pen.Between(3, 6);
        pen.Down(-0.3, 0.5);
        var path = new (double X, double Y)[loops * 4];
        for (int i = 0; i < loops; i++)
        {
            double x = -0.2 + (1.1 * i / loops);
            path[i * 4] = (x + 0.22, 0.4);
            path[(i * 4) + 1] = (x + 0.12, 0.1);
            path[(i * 4) + 2] = (x, 0.4);
            path[(i * 4) + 3] = (x + 0.12, 0.85);
        }

        pen.Curve(path);
    }
}
