namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 1.</summary>
internal static class Ones
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(2, Bar),
        new(0.8, BentBar),
        new(2, HookedBar, 0.8),
        new(1.4, pen => FlaggedOne(pen, Flag(pen, 0.12, 0.35)), 0.8),
        new(1.6, pen => FlaggedOne(pen, Flag(pen, 0.3, 0.7)), 0.7),
        new(1.4, pen => FlaggedOne(pen, Stub(pen)), 0.5),
        new(1, RoofedOne, 0.6),
        new(1.8, FlaggedOneWithBase, 0.7),
        new(0.7, OneWithBase, 0.7),
    ];

    private static void Bar(Pen pen) => pen.Down(0.3, 0).Line(0.3 + pen.Between(-0.08, 0.08), 1);

    // The foot turns to a side, or the pen is lifted late, on its way back up.
    private static void HookedBar(Pen pen)
    {
        double side = pen.Chance(0.65) ? 1 : -1;
        double foot = 0.3 + pen.Between(-0.1, 0.05);
        pen.Down(0.3, 0);
        if (pen.Chance(0.5))
        {
            pen.Line(foot, 1).LineBy(side * pen.Between(0.01, 0.16), -pen.Between(0, 0.35));
        }
        else
        {
            pen.Curve((0.3, 0.4), (foot, 0.85), (foot + (side * 0.06), 1), (foot + (side * pen.Between(0.1, 0.24)), pen.Between(0.85, 1)));
        }
    }

    // As steep as a roof, from the middle of the stem's height or from its foot.
    private static void RoofedOne(Pen pen)
    {
        double depth = pen.Between(0.4, 1);
        pen.Down(0.4 - pen.Between(0.06, 0.42), depth).Line(0.4, 0).Line(pen.Between(0.38, 0.52), pen.Between(0.92, 1));
    }

    private static void BentBar(Pen pen)
    {
        double upper = pen.Between(-0.1, 0.1);
        double lower = pen.Chance(0.5) ? upper : -upper;
        pen.Down(0.3, 0).Curve((0.3 + upper, 0.3), (0.3 + lower, 0.7), (0.3, 1));
        if (pen.Chance(0.3))
        {
            pen.LineBy(pen.Between(0.03, 0.15), pen.Between(-0.08, 0.03));
        }
    }

    // How far the flag's start is from the stem's top, down along a slope between level and steep.
    private static (double X, double Y) Flag(Pen pen, double least, double most)
    {
        double length = pen.Between(least, most);
        double steepness = pen.Between(0.35, 0.95);
        return (length * (1.15 - steepness), length * steepness);
    }

    // A flag that is nearly level, as of a narrow seven.
    private static (double X, double Y) Stub(Pen pen) => (pen.Between(0.1, 0.36), pen.Between(0.03, 0.16));

    private static void FlaggedOne(Pen pen, (double X, double Y) flag)
    {
        double foot = pen.Between(-0.05, 0.08);
        pen.Down(0.4 - flag.X, flag.Y);
        if (pen.Chance(0.3))
        {
            pen.Curve((0.4 - (flag.X * 0.4), flag.Y * pen.Between(0.3, 0.9)), (0.4, 0));
        }
        else
        {
            pen.Line(0.4, 0);
        }

        pen.Line(0.38 + foot, 1);
    }

    private static void FlaggedOneWithBase(Pen pen)
    {
        FlaggedOne(pen, pen.Chance(0.5) ? Flag(pen, 0.1, 0.5) : Stub(pen));
        Base(pen);
    }

    private static void OneWithBase(Pen pen)
    {
        pen.Down(0.38, 0).Line(0.38, 1);
        Base(pen);
    }

    private static void Base(Pen pen)
    {
        double left = pen.Between(0.08, 0.42);
        double right = pen.Between(0.08, 0.45);
        double tilt = pen.Between(-0.06, 0.05);
        double x = pen.Position.X;
        double y = pen.Position.Y;
        if (pen.Chance(0.2))
        {
            pen.Line(x - left, y + tilt).Line(x + right, y - tilt);
        }
        else
        {
            pen.Down(x - left, y + pen.Between(-0.06, 0.06) + tilt).Line(x + right, y - tilt);
        }
    }
}
