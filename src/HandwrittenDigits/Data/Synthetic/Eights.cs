using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write an 8.</summary>
internal static class Eights
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, EightFromTheRight),
        new(1, EightFromTheLeft),
        new(1.5, TwoCircles),
        new(1.2, HornedEight, 0.8),
        new(1, ThreeLikeEight),
        new(1, LeftOpenEight, 0.8),
        new(0.8, SmallHeadedEight, 0.8),
        new(1.2, LyingEight, 0.6),
    ];

    // From the top round the far side of the upper ring, across the waist, round the lower ring and back across to the near side.
    // Side 1 starts to the right, -1 to the left; the further out it ends, the higher.
    private static (double X, double Y)[] EightKnots(double waist, double upper, double lower, int side, double end)
    {
        double u = side * upper;
        double l = side * lower;
        double below = 1 - waist;
        return
        [
            (0.3, 0), (0.3 - (0.75 * u), 0.14 * waist), (0.3 - u, 0.45 * waist), (0.3 - (0.55 * u), 0.8 * waist), (0.3, waist),
            (0.3 + (0.75 * l), waist + (0.25 * below)), (0.3 + l, waist + (0.58 * below)), (0.3 + (0.6 * l), waist + (0.9 * below)),
            (0.3, 1),
            (0.3 - (0.65 * l), waist + (0.9 * below)), (0.3 - l, waist + (0.6 * below)), (0.3 - (0.7 * l), waist + (0.25 * below)),
            (0.3, waist), (0.3 + (0.6 * u), 0.75 * waist), (0.3 + (u * end), waist * (0.65 - (0.45 * end))),
        ];
    }

    private static void EightFromTheRight(Pen pen)
    {
        double upper = pen.Between(0.11, 0.36);
        pen.Down(0.3 + (upper * pen.Between(0.4, 1.1)), pen.Between(0.02, 0.22))
            .Curve(EightKnots(pen.Between(0.34, 0.56), upper, upper * pen.Between(0.7, 1.7), 1, pen.Between(0.3, 2.4)));
    }

    private static void EightFromTheLeft(Pen pen)
    {
        double upper = pen.Between(0.13, 0.28);
        pen.Down(0.3 - (upper * pen.Between(0.2, 1.1)), pen.Between(-0.02, 0.2))
            .Curve(EightKnots(pen.Between(0.36, 0.56), upper, upper * pen.Between(0.8, 1.5), -1, pen.Between(0.3, 1.3)));
    }

    private static void TwoCircles(Pen pen)
    {
        double waist = pen.Between(0.38, 0.54);
        double shift = pen.Between(-0.06, 0.06);
        double lap = pen.Between(-0.03, 0.05);
        pen.Oval(0.3 + shift, waist / 2, pen.Between(0.14, 0.26), (waist / 2) + lap, pen.Between(0.5, 0.95), pen.Between(0.9, 1.1));
        InkPoint end = pen.Position;
        pen.Oval(
            0.3, (1 + waist) / 2, pen.Between(0.18, 0.32), ((1 - waist) / 2) + lap, pen.Between(0.15, 0.4),
            (pen.Chance(0.5) ? 1 : -1) * pen.Between(0.9, 1.1));
        if (pen.Chance(0.3))
        {
            pen.Line(end.X, end.Y);
        }
    }

    // The upper ring stays open: two horns.
    private static void HornedEight(Pen pen)
    {
        double waist = pen.Between(0.4, 0.52);
        double lower = pen.Between(0.16, 0.3);
        pen.Down(pen.Between(0.1, 0.3), pen.Between(-0.02, 0.06)).Curve(
            (0.09, waist * 0.45), (0.28, waist), (0.3 + (lower * 0.8), waist + 0.16), (0.3 + lower, (1 + waist) / 2),
            (0.3 + (lower * 0.6), 0.94), (0.3, 1),
            (0.3 - (lower * 0.7), 0.92), (0.3 - lower, (1 + waist) / 2), (0.3 - (lower * 0.5), waist + 0.14), (0.3, waist + 0.02),
            (0.46, waist * 0.6), (pen.Between(0.36, 0.56), pen.Between(-0.08, 0.08)));
    }

    // A three that goes back up its left side.
    private static void ThreeLikeEight(Pen pen)
    {
        double waist = pen.Between(0.42, 0.52);
        double left = pen.Between(0.04, 0.14);
        pen.Down(left + pen.Between(0, 0.08), pen.Between(0.1, 0.3)).Curve(
            (0.22, 0), (0.46, 0.12), (0.42, 0.34), (pen.Between(0.16, 0.28), waist));
        pen.Curve(
            (0.46, waist + 0.08), (0.53, 0.74), (0.42, 0.95), (0.22, 1), (left - 0.02, 0.88), (left - 0.02, 0.68),
            (0.14, waist + 0.02), (left + 0.04, 0.3), (left + pen.Between(0, 0.2), pen.Between(0, 0.12)));
    }

    // Written with the upper ring to the left or the right of the lower one, down to lying flat.
    private static void LyingEight(Pen pen)
    {
        double slope = pen.Between(0.04, 0.2) * (pen.Chance(0.75) ? 1 : -1);
        (double cos, double sin) = Pen.OnCircle(slope);
        (double X, double Y) Turned(double x, double y) =>
            (0.3 + (((x - 0.3) * cos) - ((y - 0.5) * sin)), 0.5 + ((x - 0.3) * sin) + ((y - 0.5) * cos));

        double upper = pen.Between(0.14, 0.26);
        (double x, double y) = Turned(0.3 + upper, pen.Between(0, 0.2));
        (double X, double Y)[] knots = EightKnots(pen.Between(0.36, 0.56), upper, upper * pen.Between(0.8, 1.4), 1, pen.Between(0.4, 2));
        pen.Down(x, y).Curve([.. knots.Select(knot => Turned(knot.X, knot.Y))]);
    }

    // A three with a ring for its lower half: the upper half stays open to the left.
    private static void LeftOpenEight(Pen pen)
    {
        double waist = pen.Between(0.38, 0.5);
        double gap = pen.Between(-0.02, 0.1);
        pen.Down(pen.Between(0.02, 0.14), pen.Between(0.05, 0.25)).Curve(
            (0.2, pen.Between(-0.02, 0.12)), (0.42, 0.06), (0.42, waist - 0.14), (0.24, waist), (0.06, waist + 0.18), (0.04, 0.84),
            (0.24, 1), (0.48, 0.9), (0.5, waist + 0.2), (0.34, waist + 0.02 + gap), (pen.Between(0.1, 0.24), waist + gap));
    }

    private static void SmallHeadedEight(Pen pen)
    {
        double upper = pen.Between(0.04, 0.12);
        pen.Down(0.3 + (upper * pen.Between(0.5, 2)), pen.Between(0.02, 0.15))
            .Curve(EightKnots(pen.Between(0.28, 0.45), upper, pen.Between(0.16, 0.3), pen.Chance(0.7) ? 1 : -1, pen.Between(0.7, 2)));
    }
}
