namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 9.</summary>
internal static class Nines
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, StraightNine),
        new(1.5, CurvedNine),
        new(1.5, CurledNine, 0.8),
        new(1, NineWithTailToTheRight, 0.6),
        new(1, ClockwiseNine),
        new(1, OpenNine, 0.8),
        new(0.8, NineInTwoStrokes),
        new(1.2, FlatHeadedNine, 0.7),
        new(1.1, SnakeNine, 0.7),
        new(1, AngularNine, 0.8),
        new(1, LoopHeadedNine, 0.6),
    ];

    // The ring of a nine, anticlockwise from its upper right back to there.
    private static double Ring(Pen pen, double bottom, double close)
    {
        double right = pen.Between(0.38, 0.54);
        double top = pen.Between(-0.02, 0.03);
        pen.Down(right - pen.Between(0, 0.1), pen.Between(0.02, 0.16)).Curve(
            (0.26, top), (0.06, bottom * 0.4), (0.08, bottom * 0.85), (0.24, bottom), (right - 0.08, bottom * 0.78),
            (right - 0.01, bottom * close));
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
        double end = pen.Between(-0.12, 0.08);
        double low = pen.Between(0.66, 0.96);
        pen.Curve((right + 0.04, 0.5), (right + 0.04, 0.82), (right - 0.14, 1), (0.14, 1), (end + 0.04, (low + 1) / 2), (end, low));
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
            (0.22, bottom), (0.04, bottom * 0.6), (0.2, 0), (right - 0.04, 0.06), (right, bottom * 0.7),
            (right - pen.Between(0, 0.1), 0.7), (pen.Between(0.2, 0.45), 1));
    }

    private static void OpenNine(Pen pen)
    {
        double bottom = pen.Between(0.38, 0.5);
        double right = pen.Between(0.4, 0.52);
        pen.Down(right, pen.Between(0, 0.1)).Curve(
            (0.28, -0.01), (0.1, bottom * 0.35), (0.1, bottom * 0.8), (0.24, bottom),
            (right - 0.02, bottom - pen.Between(0.04, 0.2)));
        pen.Curve((right - 0.04, 0.6), (pen.Between(0.2, 0.4), 0.86), (pen.Between(0.08, 0.3), 1));
    }

    private static void NineInTwoStrokes(Pen pen)
    {
        double bottom = pen.Between(0.4, 0.56);
        double right = pen.Between(0.44, 0.54);
        pen.Oval(right / 2, bottom / 2, right / 2, bottom / 2, pen.Between(0, 0.25), pen.Between(0.9, 1.08));
        pen.Down(right + pen.Between(-0.02, 0.04), pen.Between(-0.03, 0.2)).Line(right - pen.Between(-0.03, 0.15), 1);
    }

    // Its head hardly more than a hook.
    private static void FlatHeadedNine(Pen pen)
    {
        double bottom = pen.Between(0.14, 0.32);
        double right = pen.Between(0.4, 0.56);
        pen.Down(right, pen.Between(0, 0.08)).Curve(
            (0.3, 0), (pen.Between(0, 0.14), bottom * 0.7), (0.14, bottom), (0.34, bottom * 0.8),
            (right, pen.Between(0, bottom * 0.6)));
        if (pen.Chance(0.25))
        {
            // The head sticks out to the right of the stem.
            pen.Down(right - pen.Between(0.05, 0.22), bottom * pen.Between(0.5, 1));
        }

        pen.Line(pen.Position.X - pen.Between(-0.05, 0.3), 1);
    }

    // A seven whose bar is a flat loop.
    private static void LoopHeadedNine(Pen pen)
    {
        double right = pen.Between(0.4, 0.58);
        double left = pen.Between(-0.1, 0.12);
        double bottom = pen.Between(0.1, 0.24);
        pen.Down(right - pen.Between(0, 0.12), pen.Between(0, 0.06)).Curve(
            (0.26, 0), (left, bottom * 0.45), (left + 0.06, bottom * 0.9), (0.26, bottom), (right, bottom * pen.Between(0.1, 0.7)));
        pen.Line(pen.Between(-0.05, 0.3), 1);
        if (pen.Chance(0.3))
        {
            pen.LineBy(pen.Between(0.02, 0.14), -pen.Between(0.02, 0.12));
        }
    }

    // An eight that is left off at the bottom: from the waist round the head, and down in a wide bend.
    private static void SnakeNine(Pen pen)
    {
        double waist = pen.Between(0.32, 0.5);
        double belly = pen.Between(0.38, 0.54);
        pen.Down(pen.Between(0.16, 0.36), waist + pen.Between(-0.06, 0.02)).Curve(
            (0.46, waist * 0.62), (0.42, waist * 0.12), (0.22, 0), (0.05, waist * 0.32), (0.12, waist * 0.82), (0.34, waist + 0.04),
            (belly, waist + 0.2), (belly - 0.06, 0.84), (pen.Between(0, 0.34), pen.Between(0.92, 1)));
    }

    private static void AngularNine(Pen pen)
    {
        double bottom = pen.Between(0.25, 0.5);
        double right = pen.Between(0.36, 0.5);
        double top = pen.Between(0, 0.12);
        pen.Down(right - pen.Between(0, 0.06), top).Line(pen.Between(0.02, 0.16), bottom * pen.Between(0.5, 0.9)).Line(
            pen.Between(0.06, 0.2), bottom)
            .Line(right, pen.Between(0, bottom * 0.7)).Line(right - pen.Between(-0.08, 0.15), 1);
    }
}
