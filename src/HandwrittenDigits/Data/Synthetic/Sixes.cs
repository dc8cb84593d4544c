namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 6.</summary>
internal static class Sixes
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, CurvedSix, 0.8),
        new(2, StraightSix, 0.7),
        new(1.2, OpenSix, 0.8),
        new(0.8, TailedSix),
        new(2, CuppedSix, 0.7),
    ];

    // From the stem's foot round a ring at the bottom that ends near the stem.
    private static void RingOfSix(Pen pen, double left, double right, double top, double close)
    {
        double middle = (left + right) / 2;
        pen.Curve(
            (left + 0.03, 0.84), (middle, 1), (right - 0.04, 0.9), (right, (1 + top) / 2), (middle + 0.04, top),
            (left + close, top + pen.Between(0.06, 0.2)));
    }

    private static void CurvedSix(Pen pen)
    {
        double top = pen.Between(0.34, 0.62);
        double left = pen.Between(-0.02, 0.08);
        pen.Down(pen.Between(0.25, 0.52), pen.Between(-0.02, 0.06));
        pen.Curve(
            (0.16, 0.2), (left + 0.02, 0.48), (left + 0.01, 0.76), (left + 0.16, 0.99), (0.4, 0.93),
            (pen.Between(0.42, 0.56), (1 + top) / 2), (0.3, top), (left + pen.Between(-0.06, 0.12), top + pen.Between(0.1, 0.3)));
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
            (0.01, 0.4), (0.06, 0.8), (0.24, 1), (right - 0.06, 0.88), (right, top + 0.12), (right - 0.14, top),
            (pen.Between(0.2, 0.34), top + 0.18), (0.24, pen.Between(0.75, 0.95)));
    }

    private static void TailedSix(Pen pen)
    {
        double top = pen.Between(0.45, 0.65);
        pen.Down(pen.Between(0.2, 0.4), 0).Curve(
            (0.12, 0.3), (0.06, 0.7), (0.18, 0.98), (0.42, 0.86), (0.4, top), (0.2, top + 0.12), (0.02, 0.92),
            (pen.Between(-0.25, -0.05), pen.Between(0.9, 1.05)));
    }

    // A cup whose right arm comes back down as a narrow loop.
    private static void CuppedSix(Pen pen)
    {
        double spike = pen.Between(0.3, 0.55);
        double right = pen.Between(0.42, 0.6);
        pen.Down(pen.Between(0.02, 0.2), 0).Curve(
            (0.02, 0.4), (0.03, 0.78), (0.16, 0.96), (0.34, 0.8), (right, spike + 0.05), (right - 0.06, spike - 0.02), (0.3, spike + 0.16),
            (0.22, 0.88), (pen.Between(0.24, 0.4), pen.Between(0.9, 1.04)));
    }
}
