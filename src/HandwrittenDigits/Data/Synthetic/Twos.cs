namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 2.</summary>
internal static class Twos
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, TwoWithCorner),
        new(1.5, RoundTwo),
        new(2, LoopedTwo),
        new(1.2, FlatToppedTwo, 0.8),
        new(1, WavyTwo),
        new(1, HeadlessTwo, 0.6),
        new(1, TwoWithUpstroke, 0.7),
        new(0.7, TwoWithCurledHead),
    ];

    private static void TwoWithCorner(Pen pen)
    {
        double shoulder = pen.Between(0.38, 0.58);
        double depth = pen.Between(0.06, 0.36);
        pen.Down(pen.Between(0.02, 0.14), depth)
            .Curve((0.12, 0.06), (0.3, -0.02), (shoulder, 0.12), (shoulder - 0.02, 0.32), (0.28, 0.66), (pen.Between(-0.05, 0.08), 0.97));
        pen.Line(pen.Between(0.5, 0.75), pen.Between(0.88, 1.03));
    }

    private static void RoundTwo(Pen pen)
    {
        double shoulder = pen.Between(0.42, 0.56);
        pen.Down(pen.Between(0.02, 0.12), pen.Between(0.1, 0.25)).Curve(
            (0.2, 0), (shoulder, 0.1), (shoulder - 0.04, 0.36), (0.2, 0.7), (0.06, 0.88), (0.14, 0.99), (0.36, 0.98),
            (pen.Between(0.5, 0.7), pen.Between(0.82, 1)));
    }

    private static void LoopedTwo(Pen pen)
    {
        double loop = pen.Between(0.04, 0.18);
        double top = pen.Between(0, 0.1);
        double foot = pen.Between(-0.02, 0.2);
        double right = pen.Between(0.5, 0.8);
        pen.Down(pen.Between(-0.05, 0.14), pen.Between(0.1, 0.4)).Curve(
            (0.2, top * 0.3), (0.46, 0.1), (0.46, 0.36), (0.3 + (foot / 3), 0.72), (foot + 0.12, 0.97), (foot - 0.02, 0.97),
            (foot, 0.97 - (loop * 1.5)), (foot + 0.12, 0.96 - (loop * 1.6)), ((foot + right) / 2, 0.93),
            (right - 0.12, pen.Between(0.9, 1)), (right, pen.Between(0.75, 1)));
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

    // Hardly any head: a stem on a base.
    private static void HeadlessTwo(Pen pen)
    {
        double head = pen.Between(0.18, 0.4);
        pen.Down(head - pen.Between(0, 0.2), pen.Between(0, 0.12)).Curve(
            (head, pen.Between(0, 0.05)), (head + 0.02, 0.25), (0.2, 0.6), (pen.Between(0, 0.1), 0.96));
        pen.Line(pen.Between(0.4, 0.65), pen.Between(0.92, 1.03));
    }

    // Down to a narrow loop at the foot, and out of it far up to the right.
    private static void TwoWithUpstroke(Pen pen)
    {
        double foot = pen.Between(0.15, 0.25);
        double loop = pen.Between(0.02, 0.07);
        pen.Down(pen.Between(-0.02, 0.06), pen.Between(0.15, 0.3)).Curve(
            (0.12, 0.04), (0.28, 0.12), (0.3, 0.45), (foot + loop, 0.9), (foot, 1), (foot - loop, 0.88), (foot + 0.08, 0.72),
            (0.42, 0.55), (pen.Between(0.5, 0.72), pen.Between(0.3, 0.75)));
    }

    private static void TwoWithCurledHead(Pen pen)
    {
        pen.Down(pen.Between(0.16, 0.3), pen.Between(0.26, 0.36)).Curve(
            (0.08, 0.26), (0.08, 0.08), (0.26, 0), (0.46, 0.12), (0.42, 0.38), (0.2, 0.72), (pen.Between(-0.02, 0.08), 0.97));
        pen.Curve((0.25, pen.Between(0.9, 0.98)), (pen.Between(0.5, 0.72), pen.Between(0.88, 1.02)));
    }
}
