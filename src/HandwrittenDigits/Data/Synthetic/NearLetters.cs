namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// Letters, Latin and Greek, that differ from a digit by little: D by its straight back from a 0, U by its open top, T by its bar on both
/// sides from a 7. Those that people write like a digit are not among them: O o Q (0), I l i J r (1), Z z (2), S s (5), G b (6), B (8),
/// g q P (9), Y y (4), and the Greek capital lambda (1).
/// </summary>
internal static class NearLetters
{
    public static readonly IReadOnlyList<Action<Pen>> All = [C, C, D, D, L, L, T, T, U, U, SmallD, Gamma, Pi, Sigma, Omega];

    // A wide mouth: a zero that was not closed leaves a narrow one.
    private static void C(Pen pen)
    {
        double mouth = pen.Between(0.15, 0.35);
        double left = pen.Between(-0.15, 0.1);
        pen.Down(0.6, 0.5 - mouth).Curve(
            (0.48, 0.08), (0.3, 0), (left + 0.08, 0.2), (left, 0.5), (left + 0.08, 0.8), (0.3, 1), (0.48, 0.95), (0.6, 0.5 + mouth));
    }

    private static void D(Pen pen)
    {
        double right = pen.Between(0.5, 0.75);
        double left = pen.Between(-0.05, 0.1);
        double beyond = pen.Chance(0.4) ? pen.Between(0, 0.12) : 0;
        pen.Down(left, 0).Line(left, 1).Down(left - beyond, 0)
            .Curve((left + 0.25, 0.02), (right - 0.05, 0.25), (right, 0.5), (right - 0.05, 0.76), (left + 0.22, 0.98), (left - beyond, 1));
    }

    private static void L(Pen pen)
    {
        double corner = pen.Between(-0.02, 0.1);
        pen.Down(0.05, 0).Line(corner, 1).Line(corner + pen.Between(0.35, 0.65), pen.Between(0.95, 1.02));
    }

    private static void T(Pen pen)
    {
        double stem = pen.Between(0.24, 0.36);
        double half = pen.Between(0.25, 0.42);
        double tilt = pen.Between(-0.05, 0.05);
        pen.Down(stem - half, tilt).Line(stem + (half * pen.Between(0.85, 1.15)), -tilt)
            .Down(stem, 0).Line(stem + pen.Between(-0.04, 0.04), 1);
    }

    private static void U(Pen pen)
    {
        double left = pen.Between(-0.1, 0.08);
        double right = pen.Between(0.48, 0.7);
        pen.Down(left, 0).Curve((left + 0.01, 0.45), (left + 0.08, 0.85), (0.3, 1), (right - 0.08, 0.85), (right - 0.01, 0.45), (right, 0));
        if (pen.Chance(0.3))
        {
            pen.Line(right + 0.01, pen.Between(0.9, 1));
        }
    }

    private static void SmallD(Pen pen)
    {
        pen.Down(0.48, 0.55).Curve((0.3, 0.42), (0.05, 0.55), (0.02, 0.8), (0.2, 1), (0.46, 0.82))
            .Down(0.5, 0).Line(0.5, pen.Between(0.9, 1));
        if (pen.Chance(0.4))
        {
            pen.Curve((0.56, 1.02), (0.66, 0.92));
        }
    }

    private static void Gamma(Pen pen) => pen.Down(0.05, 1).Line(0.05, 0).Line(pen.Between(0.45, 0.7), 0);

    private static void Pi(Pen pen) => pen.Down(-0.1, 0.1).Line(0.7, 0.05).Down(0.12, 0.1).Line(0.08, 1).Down(0.5, 0.08).Line(0.52, 1);

    private static void Sigma(Pen pen) => pen.Down(0.6, 0).Line(0, 0).Line(0.35, 0.5).Line(0, 1).Line(0.62, 1);

    private static void Omega(Pen pen) =>
        pen.Down(-0.1, 1).Line(0.15, 1).Curve((-0.05, 0.7), (0, 0.2), (0.3, 0), (0.6, 0.2), (0.65, 0.7), (0.45, 1)).Line(0.7, 1);
}
