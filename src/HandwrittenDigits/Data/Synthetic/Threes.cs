namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 3.</summary>
internal static class Threes
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, RoundThree),
        new(2, LoopedThree),
        new(1.5, FlatToppedThree),
        new(1, CurledThree),
        new(0.6, ZigzagThree, 0.6),
    ];

    private static void RoundThree(Pen pen)
    {
        double cusp = pen.Between(0, 0.36);
        double waist = pen.Between(0.3, 0.56);
        double upper = pen.Between(0.34, 0.6);
        double lower = pen.Between(0.4, 0.66);
        pen.Down(pen.Between(-0.06, 0.12), pen.Between(0.02, 0.24))
            .Curve((0.22, -0.02), (upper, waist * 0.28), (upper - 0.06, waist * 0.68), (cusp, waist));
        pen.Curve((lower - 0.08, waist + 0.08), (lower, 0.74), (lower - 0.18, 0.96), (0.16, 1));
        if (pen.Chance(0.75))
        {
            End(pen);
        }
    }

    private static void LoopedThree(Pen pen)
    {
        double waist = pen.Between(0.38, 0.56);
        double loop = pen.Between(0.03, 0.1);
        double left = pen.Between(-0.04, 0.18);
        double lower = pen.Between(0.38, 0.56);
        pen.Down(pen.Between(-0.06, 0.1), pen.Between(0.02, 0.25)).Curve(
            (0.2, -0.02), (0.46, 0.1), (0.4, waist - 0.16), (left + 0.1, waist), (left, waist + 0.02), (left + 0.02, waist - loop),
            (left + 0.16, waist + 0.01), (lower, 0.64), (lower - 0.02, 0.88), (0.22, 1.02));
        End(pen);
    }

    // Turns left at the bottom, now and then so far up that the lower half nearly closes.
    private static void End(Pen pen)
    {
        double left = pen.Between(-0.15, 0.06);
        double top = pen.Between(0.62, 1);
        pen.Curve((left + 0.06, (top + 1) / 2), (left, top));
    }

    // Hardly round anywhere.
    private static void ZigzagThree(Pen pen)
    {
        double waist = pen.Between(0.34, 0.52);
        pen.Down(pen.Between(-0.08, 0.1), pen.Between(0, 0.2)).Curve((0.24, 0), (pen.Between(0.36, 0.56), pen.Between(0.04, 0.16)));
        pen.Line(pen.Between(0, 0.26), waist).Line(pen.Between(0.36, 0.56), waist + pen.Between(0.02, 0.16));
        pen.Line(pen.Between(-0.15, 0.1), pen.Between(0.9, 1));
    }

    private static void FlatToppedThree(Pen pen)
    {
        double waist = pen.Between(0.36, 0.5);
        pen.Down(pen.Between(-0.02, 0.1), pen.Between(0, 0.05)).Line(pen.Between(0.42, 0.56), pen.Between(-0.04, 0.04)).Line(
            pen.Between(0.14, 0.3), waist);
        pen.Curve((0.4, waist + 0.03), (0.54, 0.66), (0.44, 0.92), (0.18, 1.01));
        End(pen);
    }

    private static void CurledThree(Pen pen)
    {
        double waist = pen.Between(0.42, 0.52);
        pen.Down(pen.Between(0.05, 0.14), pen.Between(0.22, 0.32)).Curve(
            (0.06, 0.1), (0.24, 0), (0.44, 0.12), (0.38, 0.34), (pen.Between(0.18, 0.3), waist));
        pen.Curve(
            (0.46, waist + 0.08), (0.54, 0.74), (0.34, 0.98), (0.1, 0.96), (0.02, 0.82), (pen.Between(0.02, 0.2), pen.Between(0.66, 0.78)));
    }
}
