namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Digits of open curves: 2, 3, 5.</summary>
internal static class OpenDigits
{
    public static readonly IReadOnlyList<Allograph> Two =
    [
        new(4, TwoWithCorner),
        new(2, RoundTwo),
        new(3, LoopedTwo),
        new(1.5, FlatToppedTwo, 0.8),
        new(1, WavyTwo),
    ];

    public static readonly IReadOnlyList<Allograph> Three =
    [
        new(4, RoundThree),
        new(1.5, LoopedThree),
        new(2, FlatToppedThree),
        new(1, CurledThree),
    ];

    public static readonly IReadOnlyList<Allograph> Five =
    [
        new(4, pen => FiveInTwoStrokes(pen, 0)),
        new(1.5, pen => FiveInTwoStrokes(pen, pen.Between(0.05, 0.16)), 0.8),
        new(1.2, LongBarredFive, 0.8),
        new(2, FiveInOneStroke),
        new(2, SnakeFive, 0.8),
        new(1, CurledFive, 0.8),
    ];

    private static void TwoWithCorner(Pen pen)
    {
        double shoulder = pen.Between(0.42, 0.56);
        double depth = pen.Between(0.1, 0.3);
        pen.Down(pen.Between(0.02, 0.14), depth)
            .Curve((0.12, 0.06), (0.3, -0.02), (shoulder, 0.12), (shoulder - 0.02, 0.32), (0.28, 0.66), (pen.Between(-0.05, 0.08), 0.97));
        pen.Line(pen.Between(0.5, 0.75), pen.Between(0.88, 1.03));
    }

    private static void RoundTwo(Pen pen)
    {
        double shoulder = pen.Between(0.42, 0.56);
        pen.Down(pen.Between(0.02, 0.12), pen.Between(0.1, 0.25))
            .Curve((0.2, 0), (shoulder, 0.1), (shoulder - 0.04, 0.36), (0.2, 0.7), (0.06, 0.88), (0.14, 0.99), (0.36, 0.98), (pen.Between(0.5, 0.7), pen.Between(0.82, 1)));
    }

    private static void LoopedTwo(Pen pen)
    {
        double loop = pen.Between(0.04, 0.16);
        double top = pen.Between(0, 0.1);
        pen.Down(pen.Between(0, 0.14), pen.Between(0.1, 0.35)).Curve(
            (0.2, top * 0.3), (0.46, 0.1), (0.46, 0.36), (0.3, 0.72), (0.12, 0.97), (-0.02, 0.97), (0, 0.97 - (loop * 1.5)),
            (0.12, 0.96 - (loop * 1.6)), (0.32, 0.93), (0.46, 1), (pen.Between(0.55, 0.75), pen.Between(0.85, 1)));
    }

    private static void FlatToppedTwo(Pen pen)
    {
        pen.Down(pen.Between(0, 0.1), pen.Between(0, 0.1));
        if (pen.Chance(0.4))
        {
            pen.Line(pen.Position.X + pen.Between(-0.03, 0.03), -0.02);
        }

        pen.Curve((0.28, -0.02), (0.46, 0.03), (pen.Between(0.46, 0.54), 0.16)).Curve((0.34, 0.52), (pen.Between(-0.02, 0.08), 0.97));
        pen.Line(pen.Between(0.5, 0.68), pen.Between(0.92, 1.02));
    }

    private static void WavyTwo(Pen pen)
    {
        double waist = pen.Between(0.45, 0.6);
        pen.Down(0.08, pen.Between(0.1, 0.2)).Curve((0.25, 0), (0.46, 0.14), (0.38, waist - 0.1), (0.14, waist + 0.2), (0.04, 0.88));
        pen.Curve((0.2, 0.9), (0.44, 0.98), (pen.Between(0.6, 0.85), pen.Between(0.72, 0.95)));
    }

    private static void RoundThree(Pen pen)
    {
        double cusp = pen.Between(0.1, 0.36);
        double waist = pen.Between(0.38, 0.54);
        double upper = pen.Between(0.36, 0.54);
        double lower = pen.Between(0.42, 0.6);
        pen.Down(pen.Between(0, 0.12), pen.Between(0.04, 0.2)).Curve((0.22, -0.02), (upper, 0.12), (upper - 0.04, 0.3), (cusp, waist));
        pen.Curve((lower - 0.08, waist + 0.08), (lower, 0.74), (lower - 0.18, 0.96), (0.16, 1), (pen.Between(-0.1, 0.05), pen.Between(0.82, 1)));
    }

    private static void LoopedThree(Pen pen)
    {
        double waist = pen.Between(0.42, 0.54);
        double loop = pen.Between(0.04, 0.1);
        pen.Down(pen.Between(0, 0.1), pen.Between(0.05, 0.2)).Curve(
            (0.2, -0.02), (0.46, 0.1), (0.4, 0.32), (0.22, waist), (0.14, waist + 0.02), (0.16, waist - loop), (0.3, waist + 0.02),
            (0.5, 0.64), (0.48, 0.88), (0.22, 1.02), (pen.Between(-0.05, 0.05), 0.88));
    }

    private static void FlatToppedThree(Pen pen)
    {
        double waist = pen.Between(0.36, 0.5);
        pen.Down(pen.Between(-0.02, 0.1), pen.Between(0, 0.05)).Line(pen.Between(0.42, 0.56), pen.Between(-0.04, 0.04)).Line(pen.Between(0.14, 0.3), waist);
        pen.Curve((0.4, waist + 0.03), (0.54, 0.66), (0.44, 0.92), (0.18, 1.01), (pen.Between(-0.08, 0.04), pen.Between(0.82, 0.98)));
    }

    private static void CurledThree(Pen pen)
    {
        double waist = pen.Between(0.42, 0.52);
        pen.Down(pen.Between(0.05, 0.14), pen.Between(0.22, 0.32)).Curve((0.06, 0.1), (0.24, 0), (0.44, 0.12), (0.38, 0.34), (pen.Between(0.18, 0.3), waist));
        pen.Curve((0.46, waist + 0.08), (0.54, 0.74), (0.34, 0.98), (0.1, 0.96), (0.02, 0.82), (pen.Between(0.06, 0.16), 0.76));
    }

    // The bowl of a five from where the pen is, ending at the lower left.
    private static void Bowl(Pen pen, double waist, double right, double end)
    {
        pen.Curve((right * 0.55, waist - 0.06), (right - 0.06, waist + 0.06), (right, 0.7), (right - 0.14, 0.94), (right * 0.35, 1), (end, pen.Between(0.82, 1)));
    }

    private static void FiveInTwoStrokes(Pen pen, double gap)
    {
        double waist = pen.Between(0.36, 0.56);
        double top = pen.Between(0.02, 0.12);
        double left = pen.Between(0.08, 0.18);
        pen.Down(left, top).Line(pen.Between(0.02, 0.12), waist);
        Bowl(pen, waist, pen.Between(0.4, 0.6), pen.Between(-0.1, 0.08));

        double tilt = pen.Between(-0.14, 0.03);
        pen.Down(left + gap + pen.Between(-0.05, 0.06), top - (gap * pen.Between(0, 1)) - 0.02)
            .Line(pen.Between(0.4, 0.7), top - gap - 0.02 + tilt);
    }

    // A small body under a bar that reaches far to the right, often without touching it.
    private static void LongBarredFive(Pen pen)
    {
        double waist = pen.Between(0.4, 0.55);
        double right = pen.Between(0.26, 0.42);
        double gap = pen.Between(-0.03, 0.1);
        pen.Down(0.1, 0.16).Curve((0.05, 0.3), (0.06, waist), (right, waist + 0.14), (right - 0.04, 0.88), (right * 0.4, 1), (pen.Between(-0.1, 0), 0.94));
        pen.Down(0.1 + gap, 0.14 - pen.Between(0, 0.08)).Line(pen.Between(0.55, 0.85), pen.Between(-0.1, 0.08));
    }

    private static void FiveInOneStroke(Pen pen)
    {
        double waist = pen.Between(0.36, 0.52);
        pen.Down(pen.Between(0.42, 0.62), pen.Between(-0.06, 0.06)).Line(pen.Between(0.06, 0.16), pen.Between(0, 0.06)).Line(pen.Between(0.02, 0.1), waist);
        Bowl(pen, waist, pen.Between(0.4, 0.58), pen.Between(-0.08, 0.08));
    }

    private static void SnakeFive(Pen pen)
    {
        double waist = pen.Between(0.4, 0.52);
        double left = pen.Between(0.04, 0.14);
        pen.Down(pen.Between(0.44, 0.66), pen.Between(-0.05, 0.06)).Curve(
            (0.26, 0.02), (left + 0.02, 0.12), (left, 0.3), (left + 0.12, waist), (0.42, 0.62), (0.4, 0.86), (0.2, 1), (pen.Between(-0.1, 0.02), pen.Between(0.84, 1)));
    }

    // The bowl comes round until it nearly closes.
    private static void CurledFive(Pen pen)
    {
        double waist = pen.Between(0.4, 0.52);
        pen.Down(0.14, 0.04).Line(0.08, waist);
        pen.Curve((0.28, waist - 0.06), (0.46, 0.62), (0.42, 0.86), (0.24, 1), (0.06, 0.92), (pen.Between(0.04, 0.12), pen.Between(0.68, 0.8)));
        pen.Down(0.12, 0.03).Line(pen.Between(0.42, 0.62), pen.Between(-0.08, 0.03));
    }
}
