namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 5.</summary>
internal static class Fives
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(2.5, pen => FiveInTwoStrokes(pen, 0)),
        new(1.2, pen => FiveInTwoStrokes(pen, pen.Between(0.05, 0.16)), 0.8),
        new(2, FloatingBarFive, 0.7),
        new(1.2, LongBarredFive, 0.8),
        new(1.5, FiveInOneStroke),
        new(1.5, SnakeFive, 0.8),
        new(0.7, CurledFive, 0.8),
        new(0.9, ClosedSnakeFive),
    ];

    // The bowl of a five from where the pen is, ending at the lower left.
    private static void Bowl(Pen pen, double waist, double right, double end)
    {
        pen.Curve(
            (right * 0.55, waist - 0.06), (right - 0.06, waist + 0.06), (right, 0.7), (right - 0.14, 0.94), (right * 0.35, 1),
            (end, pen.Between(0.82, 1)));
    }

    private static void FiveInTwoStrokes(Pen pen, double gap)
    {
        double waist = pen.Between(0.36, 0.56);
        double top = pen.Between(0.02, 0.12);
        double left = pen.Between(0.08, 0.18);
        pen.Down(left, top).Line(pen.Between(0.02, 0.12), waist);
        Bowl(pen, waist, pen.Between(0.4, 0.6), pen.Between(-0.1, 0.08));

        double tilt = pen.Between(-0.14, 0.03);
        pen.Down(left + gap + pen.Between(-0.24, 0.06), top - (gap * pen.Between(0, 1)) - 0.02)
            .Line(pen.Between(0.4, 0.7), top - gap - 0.02 + tilt);
    }

    // A small body under a bar that reaches far to the right, often without touching it.
    private static void LongBarredFive(Pen pen)
    {
        double waist = pen.Between(0.4, 0.55);
        double right = pen.Between(0.26, 0.42);
        double gap = pen.Between(-0.03, 0.1);
        pen.Down(0.1, 0.16).Curve(
            (0.05, 0.3), (0.06, waist), (right, waist + 0.14), (right - 0.04, 0.88), (right * 0.4, 1), (pen.Between(-0.1, 0), 0.94));
        pen.Down(0.1 + gap, 0.14 - pen.Between(0, 0.08)).Line(pen.Between(0.55, 0.85), pen.Between(-0.1, 0.08));
    }

    private static void FiveInOneStroke(Pen pen)
    {
        double waist = pen.Between(0.36, 0.52);
        pen.Down(pen.Between(0.42, 0.62), pen.Between(-0.06, 0.06)).Line(pen.Between(0.06, 0.16), pen.Between(0, 0.06)).Line(
            pen.Between(0.02, 0.1), waist);
        Bowl(pen, waist, pen.Between(0.4, 0.58), pen.Between(-0.08, 0.08));
    }

    private static void SnakeFive(Pen pen)
    {
        double waist = pen.Between(0.38, 0.56);
        double left = pen.Between(0, 0.16);
        double right = pen.Between(0.34, 0.54);
        pen.Down(pen.Between(0.44, 0.75), pen.Between(-0.08, 0.1)).Curve(
            (0.26, 0.02), (left + 0.02, 0.12), (left, 0.3), (left + 0.12, waist), (right, 0.64), (right - 0.03, 0.86), (right - 0.22, 1),
            (pen.Between(-0.2, 0.02), pen.Between(0.78, 1)));
    }

    // The bowl comes round until it nearly closes.
    private static void CurledFive(Pen pen)
    {
        double waist = pen.Between(0.4, 0.52);
        pen.Down(0.14, 0.04).Line(0.08, waist);
        pen.Curve(
            (0.28, waist - 0.06), (0.46, 0.62), (0.42, 0.86), (0.24, 1), (0.06, 0.92), (pen.Between(0.04, 0.12), pen.Between(0.68, 0.8)));
        pen.Down(0.12, 0.03).Line(pen.Between(0.42, 0.62), pen.Between(-0.08, 0.03));
    }

    // Straight into the bowl, the bar floating above it.
    private static void FloatingBarFive(Pen pen)
    {
        double waist = pen.Between(0.32, 0.5);
        double stub = pen.Between(0, 0.16);
        double left = pen.Between(0, 0.16);
        pen.Down(left + pen.Between(0, 0.05), waist - stub).Line(left, waist + 0.02);
        Bowl(pen, waist, pen.Between(0.42, 0.62), pen.Between(-0.15, 0.05));

        double bar = waist - stub - pen.Between(0.08, 0.26);
        double start = left + pen.Between(-0.06, 0.18);
        double tilt = pen.Between(-0.2, 0.03);
        pen.Down(start, bar).Line(start + pen.Between(0.2, 0.5), bar + tilt);
    }

    // An S whose lower half nearly closes.
    private static void ClosedSnakeFive(Pen pen)
    {
        double waist = pen.Between(0.4, 0.52);
        double right = pen.Between(0.42, 0.6);
        pen.Down(pen.Between(0.46, 0.7), pen.Between(0, 0.14)).Curve(
            (0.28, 0), (0.08, 0.1), (0.08, 0.28), (0.26, waist), (right, 0.64), (right - 0.02, 0.88), (0.24, 1), (0.02, 0.9),
            (0, 0.72), (pen.Between(0.04, 0.2), pen.Between(0.54, 0.68)));
    }
}
