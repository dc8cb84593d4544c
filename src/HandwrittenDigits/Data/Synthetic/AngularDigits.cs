namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Digits of straight strokes: 1, 4, 7.</summary>
internal static class AngularDigits
{
    public static readonly IReadOnlyList<Allograph> One =
    [
        new(3, Bar),
        new(1, BentBar),
        new(2, pen => FlaggedOne(pen, Flag(pen, 0.12, 0.3))),
        new(2, pen => FlaggedOne(pen, Flag(pen, 0.3, 0.7)), 0.7),
        new(1.5, FlaggedOneWithBase, 0.8),
        new(0.5, OneWithBase, 0.8),
    ];

    public static readonly IReadOnlyList<Allograph> Four =
    [
        new(4, OpenFour),
        new(2, CupFour),
        new(3, ClosedFour),
        new(1.5, FourInOneStroke, 0.8),
        new(0.7, FourWithStemApart, 0.8),
    ];

    public static readonly IReadOnlyList<Allograph> Seven =
    [
        new(4, pen => PlainSeven(pen)),
        new(1.5, pen => Barred(pen, PlainSeven(pen))),
        new(2, pen => CurvedSeven(pen)),
        new(1, pen => Barred(pen, CurvedSeven(pen))),
        new(1.2, pen => SerifSeven(pen)),
        new(0.6, pen => Barred(pen, SerifSeven(pen))),
        new(0.6, FootedSeven, 0.6),
    ];

    private static void Bar(Pen pen)
    {
        pen.Down(0.3, 0).Line(0.3 + pen.Between(-0.08, 0.08), 1);
        if (pen.Chance(0.25))
        {
            // The pen is lifted late.
            pen.LineBy(pen.Between(-0.06, 0.12), -pen.Between(0.05, 0.25));
        }
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
        FlaggedOne(pen, Flag(pen, 0.1, 0.5));
        Base(pen);
    }

    private static void OneWithBase(Pen pen)
    {
        pen.Down(0.38, 0).Line(0.38, 1);
        Base(pen);
    }

    private static void Base(Pen pen)
    {
        double left = pen.Between(0.08, 0.32);
        double right = pen.Between(0.08, 0.36);
        double tilt = pen.Between(-0.05, 0.05);
        double x = pen.Position.X;
        if (pen.Chance(0.15))
        {
            pen.Line(x - left, 1 + tilt).Line(x + right, 1 - tilt);
        }
        else
        {
            pen.Down(x - left, 1 + pen.Between(-0.04, 0.04) + tilt).Line(x + right, 1 - tilt);
        }
    }

    private static void OpenFour(Pen pen)
    {
        double bar = pen.Between(0.45, 0.75);
        double stem = pen.Between(0.36, 0.56);
        double lean = pen.Between(0, 0.22);
        pen.Down(0.05 + lean, pen.Between(-0.05, 0.12)).Line(0.02, bar);
        pen.Line(stem + pen.Between(-0.02, 0.22), bar + pen.Between(-0.08, 0.05));
        pen.Down(stem + pen.Between(-0.02, 0.08), pen.Between(-0.05, bar - 0.2)).Line(stem + pen.Between(-0.06, 0.03), 1);
    }

    private static void CupFour(Pen pen)
    {
        double bar = pen.Between(0.42, 0.65);
        double stem = pen.Between(0.42, 0.55);
        pen.Down(0.06, pen.Between(-0.03, 0.1)).Curve((0.04, bar * 0.7), (0.14, bar), (0.3, bar - 0.02), (stem, bar - pen.Between(0.08, 0.25)));
        if (pen.Chance(0.5))
        {
            // The same stroke goes up and comes down as the stem.
            pen.Line(stem + pen.Between(0, 0.08), pen.Between(-0.03, 0.12)).Line(stem + pen.Between(-0.12, 0.03), 1);
        }
        else
        {
            pen.Down(stem + pen.Between(0, 0.08), pen.Between(-0.03, 0.12)).Line(stem + pen.Between(-0.12, 0.03), 1);
        }
    }

    private static void ClosedFour(Pen pen)
    {
        double bar = pen.Between(0.5, 0.78);
        double stem = pen.Between(0.35, 0.5);
        pen.Down(stem - pen.Between(0, 0.08), pen.Between(-0.02, 0.05)).Line(0, bar).Line(stem + pen.Between(0.03, 0.25), bar + pen.Between(-0.05, 0.05));
        pen.Down(stem + pen.Between(-0.04, 0.04), pen.Between(-0.04, 0.08)).Line(stem + pen.Between(-0.04, 0.04), 1);
    }

    private static void FourInOneStroke(Pen pen)
    {
        double bar = pen.Between(0.42, 0.62);
        double stem = pen.Between(0.38, 0.5);
        double top = pen.Between(-0.02, 0.08);
        if (pen.Chance(0.5))
        {
            // From the top down to the left, along the bar, back up, and down the stem.
            pen.Down(stem - 0.03, top).Line(0, bar).Line(stem + 0.02, bar).Line(stem, top).Line(stem, 1);
        }
        else
        {
            // Stem last, from a loop at the bar's end.
            pen.Down(pen.Between(0.08, 0.3), 0).Line(0, bar)
                .Curve((0.2, bar - 0.02), (stem + 0.12, bar - 0.05), (stem + 0.1, bar - pen.Between(0.15, 0.3)), (stem - 0.02, bar + 0.1), (stem - 0.08, 1));
        }
    }

    private static void FourWithStemApart(Pen pen)
    {
        double bar = pen.Between(0.6, 0.85);
        pen.Down(0.05, 0.05).Line(0.05, bar).Line(pen.Between(0.3, 0.42), bar + pen.Between(-0.04, 0.04));
        pen.Down(0.5, pen.Between(0, 0.15)).Line(pen.Between(0.45, 0.52), 1);
    }

    private static double PlainSeven(Pen pen)
    {
        double left = pen.Between(-0.12, 0.12);
        double foot = pen.Between(0.08, 0.36);
        pen.Down(left, pen.Between(-0.02, 0.12)).Line(0.56, pen.Between(-0.02, 0.06)).Line(foot, 1);
        return foot;
    }

    private static double CurvedSeven(Pen pen)
    {
        double left = pen.Between(-0.1, 0.12);
        double foot = pen.Between(0.1, 0.4);
        double belly = pen.Between(0, 0.12);
        pen.Down(left, pen.Between(0, 0.15))
            .Curve((0.15, pen.Between(-0.02, 0.06)), (0.38, 0), (0.54, 0.06), (0.52, 0.22), (0.36 + (foot / 3) - belly, 0.55), (foot, 1));
        return foot;
    }

    private static double SerifSeven(Pen pen)
    {
        double foot = pen.Between(0.1, 0.38);
        double left = pen.Between(-0.03, 0.15);
        double depth = pen.Between(0.1, 0.3);
        pen.Down(left + pen.Between(-0.05, 0.02), depth).Line(left, pen.Between(0, 0.04)).Line(0.56, pen.Between(-0.02, 0.05)).Line(foot, 1);
        return foot;
    }

    private static void Barred(Pen pen, double foot)
    {
        double height = pen.Between(0.38, 0.65);
        double stem = 0.55 + ((foot - 0.55) * height);
        double tilt = pen.Between(-0.08, 0.05);
        double left = pen.Between(0.1, 0.3);
        double right = pen.Between(0.08, 0.3);
        pen.Down(stem - left, height - tilt).Line(stem + right, height + tilt);
    }

    private static void FootedSeven(Pen pen)
    {
        double foot = pen.Between(0.15, 0.3);
        pen.Down(pen.Between(0, 0.12), pen.Between(0, 0.1)).Line(0.52, 0.02).Line(foot, 1).LineBy(pen.Between(0.03, 0.12), pen.Between(-0.12, -0.02));
    }
}
