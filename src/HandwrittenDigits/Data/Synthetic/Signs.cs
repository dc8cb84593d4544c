namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Signs that are neither digits nor letters.</summary>
internal static class Signs
{
    public static readonly IReadOnlyList<Action<Pen>> All =
    [
        Plus, EqualsSign, Hash, Star, Arrow, Tick, QuestionMark, Wave, Percent, Triangle, Heart, House,
    ];

    private static void Plus(Pen pen) => pen.Down(0.3, 0.15).Line(0.3, 0.85).Down(-0.05, 0.5).Line(0.65, 0.5);

    private static void EqualsSign(Pen pen) => pen.Down(0, 0.35).Line(0.6, 0.35).Down(0, 0.65).Line(0.6, 0.65);

    private static void Hash(Pen pen) =>
        pen.Down(0.18, 0).Line(0.1, 1).Down(0.5, 0).Line(0.42, 1).Down(-0.15, 0.33).Line(0.75, 0.33).Down(-0.15, 0.66).Line(0.75, 0.66);

    private static void Star(Pen pen)
    {
        if (pen.Chance(0.5))
        {
            pen.Down(0.3, 0.05).Line(0.3, 0.95).Down(-0.1, 0.25).Line(0.7, 0.75).Down(0.7, 0.25).Line(-0.1, 0.75);
        }
        else
        {
            pen.Down(0, 1).Line(0.3, 0).Line(0.62, 1).Line(-0.15, 0.38).Line(0.78, 0.36).Line(0, 1);
        }
    }

    private static void Arrow(Pen pen) => pen.Down(-0.2, 0.5).Line(0.8, 0.5).Down(0.5, 0.2).Line(0.8, 0.5).Line(0.5, 0.8);

    private static void Tick(Pen pen) => pen.Down(-0.1, 0.55).Line(0.15, 0.9).Line(0.8, 0.05);

    private static void QuestionMark(Pen pen) =>
        pen.Down(0.08, 0.2).Curve((0.2, 0), (0.45, 0.06), (0.48, 0.28), (0.3, 0.48), (0.28, 0.7)).Down(0.28, 0.92).Line(0.29, 0.97);

    private static void Wave(Pen pen) =>
        pen.Down(-0.3, 0.55).Curve((-0.1, 0.35), (0.15, 0.55), (0.4, 0.7), (0.65, 0.5), (0.9, 0.4));

    private static void Percent(Pen pen)
    {
        pen.Oval(0.02, 0.2, 0.16, 0.18, 0.25, 1).Oval(0.6, 0.8, 0.16, 0.18, 0.25, 1);
        pen.Down(0.62, 0.02).Line(-0.02, 0.98);
    }

    private static void Triangle(Pen pen) => pen.Down(0.3, 0.05).Line(-0.15, 0.95).Line(0.75, 0.95).Line(0.3, 0.05);

    private static void Heart(Pen pen) =>
        pen.Down(0.3, 0.28).Curve((0.12, 0.02), (-0.15, 0.2), (-0.02, 0.55), (0.3, 0.95)).Curve(
            (0.62, 0.55), (0.75, 0.2), (0.48, 0.02), (0.3, 0.28));

    private static void House(Pen pen) =>
        pen.Down(0, 1).Line(0, 0.4).Line(0.3, 0.02).Line(0.62, 0.4).Line(0.62, 1).Line(0, 1).Line(0.62, 0.4).Line(0, 0.4).Line(0.62, 1);
}
