using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Digits of closed curves: 0, 6, 8, 9.</summary>
internal static class RoundDigits
{
    public static readonly IReadOnlyList<Allograph> Zero =
    [
        new(5, pen => PlainZero(pen)),
        new(1.5, ZeroWithCurl),
        new(2.2, SlashedZero),
        new(0.8, SlashedZeroInOneStroke),
    ];

    public static readonly IReadOnlyList<Allograph> Six =
    [
        new(4, CurvedSix),
        new(2, StraightSix),
        new(1.2, OpenSix),
        new(1, TailedSix),
    ];

    public static readonly IReadOnlyList<Allograph> Eight =
    [
        new(4, EightFromTheRight),
        new(1, EightFromTheLeft),
        new(1.5, TwoCircles),
        new(1.2, HornedEight, 0.8),
        new(1.2, ThreeLikeEight),
        new(1.6, LyingEight, 0.6),
    ];

    public static readonly IReadOnlyList<Allograph> Nine =
    [
        new(4, StraightNine),
        new(2, CurvedNine),
        new(1.5, CurledNine, 0.8),
        new(1.2, NineWithTailToTheRight, 0.6),
        new(1, ClockwiseNine),
        new(0.7, OpenNine, 0.8),
        new(0.8, NineInTwoStrokes),
    ];

    private static (double RadiusX, double RadiusY) PlainZero(Pen pen, double narrowest = 0.2)
    {
        double radiusX = pen.Between(narrowest, 0.5);
        double radiusY = pen.Chance(0.2) ? pen.Between(0.25, 0.45) : 0.5;
        double direction = pen.Chance(0.85) ? 1 : -1;
        pen.Oval(0.3, 0.5, radiusX, radiusY, pen.Between(0.1, 0.4), direction * pen.Between(0.88, 1.12), pen.Between(0.8, 1.2));
        return (radiusX, radiusY);
    }

    private static void ZeroWithCurl(Pen pen)
    {
        // The pen starts or ends inside the ring or sticks out of its top.
        pen.Oval(0.3, 0.5, pen.Between(0.25, 0.45), 0.5, pen.Between(0.15, 0.3), pen.Between(0.98, 1.2), pen.Between(0.65, 1.35));
        if (pen.Chance(0.4))
        {
            pen.LineBy(pen.Between(-0.1, 0.25), pen.Between(-0.2, 0.1));
        }
    }

    private static void SlashedZero(Pen pen)
    {
        (double radiusX, double radiusY) = PlainZero(pen, 0.3);
        double reach = pen.Between(0.7, 1.35);
        double turn = pen.Chance(0.8) ? pen.Between(0.09, 0.24) : pen.Chance(0.6) ? pen.Between(0.26, 0.42) : pen.Between(0, 0.06);
        (double cos, double sin) = Pen.OnCircle(turn);
        double offset = pen.Between(-0.05, 0.05);
        pen.Down(0.3 + offset + (radiusX * reach * cos), 0.5 - (radiusY * reach * sin))
            .Line(0.3 + offset - (radiusX * reach * cos), 0.5 + (radiusY * pen.Between(0.7, 1.35) * sin));
    }

    private static void SlashedZeroInOneStroke(Pen pen)
    {
        double radiusX = pen.Between(0.28, 0.45);
        pen.Oval(0.3, 0.5, radiusX, 0.5, pen.Between(0.1, 0.25), pen.Between(0.95, 1.08));
        InkPoint end = pen.Position;
        pen.Line(0.6 - end.X + pen.Between(-0.05, 0.05), 0.95 - end.Y + pen.Between(-0.1, 0.15));
    }

    // From the stem's foot round a ring at the bottom that ends near the stem.
    private static void RingOfSix(Pen pen, double left, double right, double top, double close)
    {
        double middle = (left + right) / 2;
        pen.Curve(
            (left + 0.03, 0.84), (middle, 1), (right - 0.04, 0.9), (right, (1 + top) / 2), (middle + 0.04, top), (left + close, top + pen.Between(0.06, 0.2)));
    }

    private static void CurvedSix(Pen pen)
    {
        double top = pen.Between(0.34, 0.62);
        double left = pen.Between(-0.02, 0.08);
        pen.Down(pen.Between(0.25, 0.52), pen.Between(-0.02, 0.06));
        pen.Curve(
            (0.16, 0.2), (left + 0.02, 0.48), (left + 0.01, 0.76), (left + 0.16, 0.99), (0.4, 0.93), (pen.Between(0.42, 0.56), (1 + top) / 2),
            (0.3, top), (left + pen.Between(-0.06, 0.12), top + pen.Between(0.1, 0.3)));
    }

    private static void StraightSix(Pen pen)
    {
        double top = pen.Between(0.45, 0.65);
        double right = pen.Between(0.36, 0.62);
        pen.Down(pen.Between(0.08, 0.3), 0).Curve((0.1, 0.35), (0.04, 0.68));
        if (pen.Chance(0.4))
        {
            // Down to the foot, a corner, and the ring as of a b.
            pen.Line(0.04, 0.98).Curve((0.1, top + 0.1), (0.28, top), (right, (1 + top) / 2), (0.28, 1), (0.06, 0.94));
        }
        else
        {
            RingOfSix(pen, 0.02, right, top, pen.Between(-0.03, 0.1));
        }
    }

    private static void OpenSix(Pen pen)
    {
        double right = pen.Between(0.45, 0.7);
        double top = pen.Between(0.35, 0.6);
        pen.Down(pen.Between(0, 0.15), 0).Curve(
            (0.01, 0.4), (0.06, 0.8), (0.24, 1), (right - 0.06, 0.88), (right, top + 0.12), (right - 0.14, top), (pen.Between(0.2, 0.34), top + 0.18), (0.24, pen.Between(0.75, 0.95)));
    }

    private static void TailedSix(Pen pen)
    {
        double top = pen.Between(0.45, 0.65);
        pen.Down(pen.Between(0.2, 0.4), 0).Curve(
            (0.12, 0.3), (0.06, 0.7), (0.18, 0.98), (0.42, 0.86), (0.4, top), (0.2, top + 0.12), (0.02, 0.92), (pen.Between(-0.25, -0.05), pen.Between(0.9, 1.05)));
    }

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
            (0.3 + (0.75 * l), waist + (0.25 * below)), (0.3 + l, waist + (0.58 * below)), (0.3 + (0.6 * l), waist + (0.9 * below)), (0.3, 1),
            (0.3 - (0.65 * l), waist + (0.9 * below)), (0.3 - l, waist + (0.6 * below)), (0.3 - (0.7 * l), waist + (0.25 * below)),
            (0.3, waist), (0.3 + (0.6 * u), 0.75 * waist), (0.3 + (u * end), waist * (0.65 - (0.45 * end))),
        ];
    }

    private static void EightFromTheRight(Pen pen)
    {
        double upper = pen.Between(0.13, 0.32);
        pen.Down(0.3 + (upper * pen.Between(0.4, 1.1)), pen.Between(0.02, 0.22))
            .Curve(EightKnots(pen.Between(0.36, 0.52), upper, upper * pen.Between(0.8, 1.6), 1, pen.Between(0.7, 1.9)));
    }

    private static void EightFromTheLeft(Pen pen)
    {
        double upper = pen.Between(0.13, 0.28);
        pen.Down(0.3 - (upper * pen.Between(0.2, 1.1)), pen.Between(-0.02, 0.2))
            .Curve(EightKnots(pen.Between(0.4, 0.52), upper, upper * pen.Between(0.9, 1.5), -1, pen.Between(0.7, 1.3)));
    }

    private static void TwoCircles(Pen pen)
    {
        double waist = pen.Between(0.38, 0.54);
        double shift = pen.Between(-0.06, 0.06);
        double lap = pen.Between(-0.03, 0.05);
        pen.Oval(0.3 + shift, waist / 2, pen.Between(0.14, 0.26), (waist / 2) + lap, pen.Between(0.5, 0.95), pen.Between(0.9, 1.1));
        InkPoint end = pen.Position;
        pen.Oval(0.3, (1 + waist) / 2, pen.Between(0.18, 0.32), ((1 - waist) / 2) + lap, pen.Between(0.15, 0.4), (pen.Chance(0.5) ? 1 : -1) * pen.Between(0.9, 1.1));
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
            (0.09, waist * 0.45), (0.28, waist), (0.3 + (lower * 0.8), waist + 0.16), (0.3 + lower, (1 + waist) / 2), (0.3 + (lower * 0.6), 0.94), (0.3, 1),
            (0.3 - (lower * 0.7), 0.92), (0.3 - lower, (1 + waist) / 2), (0.3 - (lower * 0.5), waist + 0.14), (0.3, waist + 0.02), (0.46, waist * 0.6), (pen.Between(0.36, 0.56), pen.Between(-0.08, 0.08)));
    }

    // A three that goes back up its left side.
    private static void ThreeLikeEight(Pen pen)
    {
        double waist = pen.Between(0.42, 0.52);
        double left = pen.Between(0.04, 0.14);
        pen.Down(left + pen.Between(0, 0.08), pen.Between(0.1, 0.3)).Curve((0.22, 0), (0.46, 0.12), (0.42, 0.34), (pen.Between(0.16, 0.28), waist));
        pen.Curve((0.46, waist + 0.08), (0.53, 0.74), (0.42, 0.95), (0.22, 1), (left - 0.02, 0.88), (left - 0.02, 0.68), (0.14, waist + 0.02), (left + 0.04, 0.3), (left + pen.Between(0, 0.2), pen.Between(0, 0.12)));
    }

    // Written with the upper ring to the left or the right of the lower one, down to lying flat.
    private static void LyingEight(Pen pen)
    {
        double slope = pen.Between(0.04, 0.2) * (pen.Chance(0.75) ? 1 : -1);
        (double cos, double sin) = Pen.OnCircle(slope);
        (double X, double Y) Turned(double x, double y) => (0.3 + (((x - 0.3) * cos) - ((y - 0.5) * sin)), 0.5 + ((x - 0.3) * sin) + ((y - 0.5) * cos));

        double upper = pen.Between(0.14, 0.26);
        (double x, double y) = Turned(0.3 + upper, pen.Between(0, 0.2));
        var knots = EightKnots(pen.Between(0.4, 0.54), upper, upper * pen.Between(0.9, 1.3), 1, pen.Between(0.7, 1.4));
        pen.Down(x, y).Curve([.. knots.Select(knot => Turned(knot.X, knot.Y))]);
    }

    // The ring of a nine, anticlockwise from its upper right back to there.
    private static double Ring(Pen pen, double bottom, double close)
    {
        double right = pen.Between(0.38, 0.54);
        double top = pen.Between(-0.02, 0.03);
        pen.Down(right - pen.Between(0, 0.1), pen.Between(0.02, 0.16)).Curve(
            (0.26, top), (0.06, bottom * 0.4), (0.08, bottom * 0.85), (0.24, bottom), (right - 0.08, bottom * 0.78), (right - 0.01, bottom * close));
        return right;
    }

    private static void StraightNine(Pen pen)
    {
        double right = Ring(pen, pen.Between(0.36, 0.6), pen.Between(0.15, 0.5));
        if (pen.Chance(0.5))
        {
            pen.Line(right + pen.Between(-0.25, 0.05), 1);
        }
        else
        {
            pen.Curve((right, 0.4), (right - pen.Between(0, 0.12), 0.7), (right - pen.Between(0, 0.3), 1));
        }
    }

    private static void CurvedNine(Pen pen)
    {
        double right = Ring(pen, pen.Between(0.36, 0.55), pen.Between(0.2, 0.5));
        pen.Curve((right + 0.02, 0.5), (right - 0.02, 0.78), (right - 0.16, 0.97), (pen.Between(0.02, 0.18), pen.Between(0.9, 1.02)));
    }

    private static void CurledNine(Pen pen)
    {
        double right = Ring(pen, pen.Between(0.34, 0.5), pen.Between(0.2, 0.5));
        pen.Curve((right + 0.04, 0.5), (right + 0.04, 0.82), (right - 0.14, 1), (0.14, 1), (pen.Between(-0.05, 0.06), pen.Between(0.72, 0.95)));
    }

    private static void NineWithTailToTheRight(Pen pen)
    {
        double right = Ring(pen, pen.Between(0.4, 0.6), pen.Between(0.2, 0.5));
        pen.Curve((right + 0.02, 0.45), (right + pen.Between(0.08, 0.2), 0.75), (right + pen.Between(0.12, 0.42), 1));
    }

    private static void ClockwiseNine(Pen pen)
    {
        double bottom = pen.Between(0.34, 0.52);
        double right = pen.Between(0.42, 0.54);
        pen.Down(right - 0.02, bottom * pen.Between(0.7, 1)).Curve(
            (0.22, bottom), (0.04, bottom * 0.6), (0.2, 0), (right - 0.04, 0.06), (right, bottom * 0.7), (right - pen.Between(0, 0.1), 0.7), (pen.Between(0.2, 0.45), 1));
    }

    private static void OpenNine(Pen pen)
    {
        double bottom = pen.Between(0.38, 0.5);
        double right = pen.Between(0.4, 0.52);
        pen.Down(right, pen.Between(0, 0.1)).Curve((0.28, -0.01), (0.1, bottom * 0.35), (0.1, bottom * 0.8), (0.24, bottom), (right - 0.02, bottom - pen.Between(0.04, 0.2)));
        pen.Curve((right - 0.04, 0.6), (pen.Between(0.2, 0.4), 0.86), (pen.Between(0.08, 0.3), 1));
    }

    private static void NineInTwoStrokes(Pen pen)
    {
        double bottom = pen.Between(0.4, 0.56);
        double right = pen.Between(0.44, 0.54);
        pen.Oval(right / 2, bottom / 2, right / 2, bottom / 2, pen.Between(0, 0.25), pen.Between(0.9, 1.08));
        pen.Down(right + pen.Between(-0.02, 0.04), pen.Between(-0.03, 0.2)).Line(right - pen.Between(-0.03, 0.15), 1);
    }
}
