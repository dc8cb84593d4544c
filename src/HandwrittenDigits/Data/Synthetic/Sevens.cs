namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 7.</summary>
internal static class Sevens
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, pen => PlainSeven(pen), 0.7),
        new(1.5, pen => Barred(pen, PlainSeven(pen))),
        new(1.5, pen => CurvedSeven(pen), 0.7),
        new(1, pen => Barred(pen, CurvedSeven(pen))),
        new(1.2, pen => SerifSeven(pen), 0.7),
        new(0.7, pen => Barred(pen, SerifSeven(pen))),
        new(2, FootedSeven, 0.6),
        new(0.6, TeeSeven, 0.5),
    ];

    private static double PlainSeven(Pen pen)
    {
        double left = pen.Between(-0.3, 0.12);
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
        double depth = pen.Between(0.1, 0.32);
        pen.Down(left + pen.Between(-0.05, 0.02), depth)
            .Line(left, pen.Between(0, 0.04)).Line(0.56, pen.Between(-0.02, 0.05)).Line(foot, 1);
        return foot;
    }

    private static void Barred(Pen pen, double foot)
    {
        double height = pen.Between(0.38, 0.65);
        double stem = 0.55 + ((foot - 0.55) * height);
        double tilt = pen.Between(-0.08, 0.05);
        double left = pen.Between(0.1, 0.34);
        double right = pen.Between(0.08, 0.5);
        pen.Down(stem - left, height - tilt).Line(stem + right, height + tilt);
    }

    // The stem hangs from near the middle of the top, and a bar crosses it.
    private static void TeeSeven(Pen pen)
    {
        double stem = pen.Between(0.3, 0.45);
        double foot = stem - pen.Between(0, 0.2);
        double height = pen.Between(0.4, 0.6);
        double crossing = stem + ((foot - stem) * height);
        pen.Down(stem - pen.Between(0.25, 0.45), pen.Between(0, 0.1)).Line(stem + pen.Between(0.1, 0.26), pen.Between(-0.06, 0.03));
        pen.Down(stem, pen.Between(0, 0.05)).Line(foot, 1);
        pen.Down(crossing - pen.Between(0.15, 0.3), height + pen.Between(-0.02, 0.04))
            .Line(crossing + pen.Between(0.15, 0.3), height - pen.Between(-0.02, 0.06));
    }

    // The foot turns to the right.
    private static void FootedSeven(Pen pen)
    {
        double foot = pen.Between(0.12, 0.34);
        pen.Down(pen.Between(-0.08, 0.12), pen.Between(0, 0.14));
        if (pen.Chance(0.5))
        {
            pen.Line(0.52, 0.02).Line(foot, 1);
        }
        else
        {
            pen.Curve((0.2, 0), (0.48, 0.02), (0.5, 0.2), (0.36, 0.6), (foot, 1));
        }

        double length = pen.Between(0.04, 0.22);
        if (pen.Chance(0.5))
        {
            pen.LineBy(length, -pen.Between(0, 0.16));
        }
        else
        {
            pen.Curve((foot + (length * 0.4), 1.03), (foot + length, pen.Between(0.88, 1)));
        }
    }
}
