namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Ways to write a 4.</summary>
internal static class Fours
{
    public static readonly IReadOnlyList<Allograph> Ways =
    [
        new(3, OpenFour),
        new(2, CupFour),
        new(1.5, ShortStemmedFour, 0.8),
        new(2.5, ClosedFour),
        new(1.5, FourInOneStroke, 0.8),
        new(0.8, FourWithStemApart, 0.8),
    ];

    private static void OpenFour(Pen pen)
    {
        double bar = pen.Between(0.45, 0.75);
        double stem = pen.Between(0.36, 0.56);
        double lean = pen.Between(0, 0.22);
        pen.Down(0.05 + lean, pen.Between(-0.05, 0.12)).Line(0.02, bar);
        pen.Line(stem + pen.Between(-0.02, 0.22), bar + pen.Between(-0.08, 0.05));
        pen.Down(stem + pen.Between(-0.02, 0.08), pen.Between(-0.05, bar - 0.2)).Line(stem + pen.Between(-0.06, 0.03), 1);
    }

    // The bar low, the stem no more than a stroke through it.
    private static void ShortStemmedFour(Pen pen)
    {
        double bar = pen.Between(0.55, 0.8);
        double right = pen.Between(0.38, 0.6);
        double stem = right - pen.Between(0.05, 0.24);
        pen.Down(pen.Between(0.08, 0.36), 0).Line(pen.Between(-0.04, 0.08), bar).Line(right, bar + pen.Between(-0.08, 0.05));
        pen.Down(stem + pen.Between(0, 0.08), bar - pen.Between(0.1, 0.35)).Line(stem - pen.Between(-0.02, 0.08), 1);
    }

    private static void CupFour(Pen pen)
    {
        double bar = pen.Between(0.42, 0.65);
        double stem = pen.Between(0.42, 0.55);
        pen.Down(0.06, pen.Between(-0.03, 0.1)).Curve(
            (0.04, bar * 0.7), (0.14, bar), (0.3, bar - 0.02), (stem, bar - pen.Between(0.08, 0.25)));
        if (pen.Chance(0.5))
        {
            // The same stroke goes up and comes down as the stem.
            pen.Line(stem + pen.Between(0, 0.08), pen.Between(-0.03, 0.12)).Line(stem + pen.Between(-0.12, 0.03), 1);
        }
        else
        {
            pen.Down(stem + pen.Between(0, 0.08), pen.Between(-0.03, 0.12)).Line(stem + pen.Between(-0.12, 0.03), 1);
        }
    }

    private static void ClosedFour(Pen pen)
    {
        double bar = pen.Between(0.5, 0.78);
        double stem = pen.Between(0.35, 0.5);
        pen.Down(stem - pen.Between(0, 0.08), pen.Between(-0.02, 0.05)).Line(0, bar).Line(
            stem + pen.Between(0.03, 0.25), bar + pen.Between(-0.05, 0.05));
        pen.Down(stem + pen.Between(-0.04, 0.04), pen.Between(-0.04, 0.08)).Line(stem + pen.Between(-0.04, 0.04), 1);
    }

    private static void FourInOneStroke(Pen pen)
    {
        double bar = pen.Between(0.42, 0.62);
        double stem = pen.Between(0.38, 0.5);
        double top = pen.Between(-0.02, 0.08);
        if (pen.Chance(0.5))
        {
            // From the top down to the left, along the bar, back up, and down the stem.
            pen.Down(stem - 0.03, top).Line(0, bar).Line(stem + 0.02, bar).Line(stem, top).Line(stem, 1);
        }
        else
        {
            // Stem last, from a loop at the bar's end.
            pen.Down(pen.Between(0.08, 0.3), 0).Line(0, bar)
                .Curve(
                    (0.2, bar - 0.02), (stem + 0.12, bar - 0.05), (stem + 0.1, bar - pen.Between(0.15, 0.3)), (stem - 0.02, bar + 0.1),
                    (stem - 0.08, 1));
        }
    }

    private static void FourWithStemApart(Pen pen)
    {
        double bar = pen.Between(0.6, 0.85);
        pen.Down(0.05, 0.05).Line(0.05, bar).Line(pen.Between(0.3, 0.42), bar + pen.Between(-0.04, 0.04));
        pen.Down(0.5, pen.Between(0, 0.15)).Line(pen.Between(0.45, 0.52), 1);
    }
}
