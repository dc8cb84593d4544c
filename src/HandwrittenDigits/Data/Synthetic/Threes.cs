namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 3.</summary>
internal static class Threes
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, RoundThree),
        new(1.5, LoopedThree),
        new(2, FlatToppedThree),
        new(1, CurledThree),
    ];

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
}
