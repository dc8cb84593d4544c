namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 0.</summary>
internal static class Zeros
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, pen => PlainZero(pen)),
        new(1, ZeroWithCurl),
        new(1, OpenZero),
        new(0.7, SpiralZero),
        new(2.5, SlashedZero, 0.8),
        new(2.6, UprightOrLevelSlash, 0.7),
        new(1.5, SlashedZeroInOneStroke, 0.8),
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
        (double radiusX, double radiusY) = PlainZero(pen, 0.25);
        double turn = pen.Chance(0.7) ? pen.Between(0.09, 0.2) : pen.Between(0.28, 0.42);
        (double cos, double sin) = Pen.OnCircle(turn);
        double shift = pen.Between(-0.06, 0.06);
        double up = pen.Between(0.7, 1.7);
        double down = pen.Between(0.7, 1.7);
        pen.Down(0.3 + shift + (radiusX * up * cos), 0.5 - (radiusY * up * sin)).Line(
            0.3 + shift - (radiusX * down * cos), 0.5 + (radiusY * down * sin));
    }

    // As a phi or a theta.
    private static void UprightOrLevelSlash(Pen pen)
    {
        double radiusX = pen.Between(0.18, 0.42);
        double radiusY = pen.Between(0.32, 0.5);
        pen.Oval(0.3, 0.5, radiusX, radiusY, pen.Between(0.1, 0.4), pen.Between(0.95, 1.1), pen.Between(0.9, 1.1));
        if (pen.Chance(0.55))
        {
            double lean = pen.Between(-0.03, 0.12);
            pen.Down(0.3 + lean, 0.5 - (radiusY * pen.Between(0.9, 1.6))).Line(0.3 - lean, 0.5 + (radiusY * pen.Between(0.9, 1.6)));
        }
        else
        {
            double tilt = pen.Between(-0.1, 0.06);
            pen.Down(0.3 - (radiusX * pen.Between(0.9, 2)), 0.5 - tilt).Line(0.3 + (radiusX * pen.Between(0.9, 2)), 0.5 + tilt);
        }
    }

    private static void SlashedZeroInOneStroke(Pen pen)
    {
        double radiusX = pen.Between(0.22, 0.5);
        double radiusY = pen.Between(0.34, 0.5);
        double overshoot = pen.Between(0.9, 1.6);
        (double cos, double sin) = Pen.OnCircle(pen.Between(0.1, 0.27));
        if (pen.Chance(0.6))
        {
            // Round the ring, then on through it.
            pen.Oval(0.3, 0.5, radiusX, radiusY, pen.Between(0.1, 0.3), pen.Between(0.92, 1.1));
            pen.Line(0.3 - (radiusX * overshoot * cos), 0.5 + (radiusY * overshoot * sin));
        }
        else
        {
            // Up through where the ring will be, then round it.
            double start = pen.Between(0.08, 0.22);
            pen.Down(0.3 - (radiusX * overshoot * cos), 0.5 + (radiusY * overshoot * sin));
            pen.Oval(0.3, 0.5, radiusX, radiusY, start, (pen.Chance(0.5) ? 1 : -1) * pen.Between(0.9, 1.1), lift: false);
        }
    }

    private static void OpenZero(Pen pen)
    {
        double gap = pen.Between(0.08, 0.32);
        double middle = pen.Chance(0.7) ? pen.Between(0.25, 0.55) : pen.Between(0.05, 0.25);
        double direction = pen.Chance(0.5) ? 1 : -1;
        double radiusY = pen.Chance(0.35) ? pen.Between(0.2, 0.35) : pen.Between(0.4, 0.5);
        pen.Oval(0.3, 0.5, pen.Between(0.3, 0.5), radiusY, middle + (direction * gap / 2), direction * (1 - gap), pen.Between(0.8, 1.3));
    }

    // Its end runs past its beginning, inside or outside of it.
    private static void SpiralZero(Pen pen)
    {
        double radiusY = pen.Chance(0.5) ? pen.Between(0.2, 0.35) : pen.Between(0.4, 0.5);
        double spiral = pen.Chance(0.6) ? pen.Between(0.5, 0.85) : pen.Between(1.2, 1.5);
        pen.Oval(
            0.3, 0.5, pen.Between(0.35, 0.5), radiusY,
            pen.Between(0.05, 0.5), (pen.Chance(0.6) ? 1 : -1) * pen.Between(1.02, 1.25), spiral);
    }
}
