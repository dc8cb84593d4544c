namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Things as people sketch them.</summary>
internal static class Sketches
{
    public static readonly IReadOnlyList<Action<Pen>> All =
        [Face, StickFigure, Tree, Flower, Sun, Pencil, Fish, Car, Key, Letterbox, Lamp, Grid];

    private static void Face(Pen pen)
    {
        pen.Oval(0.3, 0.5, pen.Between(0.35, 0.5), 0.5, 0.25, 1);
        pen.Oval(0.15, 0.38, 0.04, 0.04, 0, 1).Oval(0.45, 0.38, 0.04, 0.04, 0, 1);
        double corner = pen.Between(0.6, 0.75);
        pen.Down(0.1, corner).Curve((0.3, 1.4 - corner), (0.5, corner));
    }

    private static void StickFigure(Pen pen)
    {
        pen.Oval(0.3, 0.13, 0.12, 0.13, 0.75, 1).Down(0.3, 0.27).Line(0.3, 0.65);
        pen.Down(0.05, pen.Between(0.3, 0.5)).Line(0.3, 0.38).Line(0.55, pen.Between(0.3, 0.5));
        pen.Down(0.1, 1).Line(0.3, 0.65).Line(0.5, 1);
    }

    private static void Tree(Pen pen)
    {
        pen.Oval(0.3, 0.32, pen.Between(0.25, 0.4), 0.32, 0.75, 1);
        pen.Down(0.25, 0.6).Line(0.23, 1).Down(0.36, 0.6).Line(0.38, 1);
    }

    private static void Flower(Pen pen)
    {
        int petals = (int)pen.Between(4, 8);
        for (int i = 0; i < petals; i++)
        {
            (double cos, double sin) = Pen.OnCircle((double)i / petals);
            pen.Oval(0.3 + (0.2 * cos), 0.28 - (0.2 * sin), 0.1, 0.1, 0, 1);
        }

        pen.Down(0.3, 0.4).Line(0.3, 1);
    }

    private static void Sun(Pen pen)
    {
        pen.Oval(0.3, 0.5, 0.22, 0.22, 0, 1);
        int rays = (int)pen.Between(6, 12);
        for (int i = 0; i < rays; i++)
        {
            (double cos, double sin) = Pen.OnCircle((double)i / rays);
            pen.Down(0.3 + (0.3 * cos), 0.5 - (0.3 * sin)).Line(0.3 + (0.5 * cos), 0.5 - (0.5 * sin));
        }
    }

    // Long and thin, with a point, lying or leaning.
    private static void Pencil(Pen pen)
    {
        (double cos, double sin) = Pen.OnCircle(pen.Between(0, 1));
        double half = pen.Between(0.05, 0.12);
        (double X, double Y) At(double along, double across) =>
            (0.3 + (along * cos) + (across * sin), 0.5 - (along * sin) + (across * cos));
        (double X, double Y)[] outline = [At(-0.5, -half), At(0.3, -half), At(0.5, 0), At(0.3, half), At(-0.5, half), At(-0.5, -half)];
        pen.Down(outline[0].X, outline[0].Y);
        foreach ((double x, double y) in outline[1..])
        {
            pen.Line(x, y);
        }

        pen.Down(outline[1].X, outline[1].Y).Line(outline[3].X, outline[3].Y);
        if (pen.Chance(0.5))
        {
            pen.Down(At(-0.5, 0).X, At(-0.5, 0).Y).Line(At(0.3, 0).X, At(0.3, 0).Y);
        }
    }

    private static void Fish(Pen pen)
    {
        pen.Down(0.75, 0.3).Curve((0.4, 0.65), (0.1, 0.7), (-0.15, 0.5), (0.1, 0.3), (0.4, 0.35), (0.75, 0.7)).Line(0.75, 0.3);
        pen.Oval(0, 0.45, 0.03, 0.03, 0, 1);
    }

    private static void Car(Pen pen)
    {
        pen.Down(-0.2, 0.7).Line(-0.2, 0.5).Line(0, 0.5).Line(0.1, 0.25).Line(0.5, 0.25).Line(0.6, 0.5).Line(0.85, 0.5)
            .Line(0.85, 0.7).Line(-0.2, 0.7);
        pen.Oval(0.05, 0.75, 0.1, 0.1, 0, 1).Oval(0.6, 0.75, 0.1, 0.1, 0, 1);
    }

    private static void Key(Pen pen) =>
        pen.Oval(-0.05, 0.5, 0.18, 0.18, 0, 1).Down(0.13, 0.5).Line(0.85, 0.5).Line(0.85, 0.68).Down(0.68, 0.5).Line(0.68, 0.64);

    private static void Letterbox(Pen pen)
    {
        pen.Down(-0.2, 0.2).Line(0.8, 0.2).Line(0.8, 0.8).Line(-0.2, 0.8).Line(-0.2, 0.2);
        pen.Down(-0.2, 0.2).Line(0.3, 0.55).Line(0.8, 0.2);
    }

    private static void Lamp(Pen pen)
    {
        pen.Down(0.1, 0).Line(0.5, 0).Line(0.7, 0.4).Line(-0.1, 0.4).Line(0.1, 0);
        pen.Down(0.3, 0.4).Line(0.3, 1).Down(0.05, 1).Line(0.55, 1);
    }

    private static void Grid(Pen pen)
    {
        int lines = (int)pen.Between(2, 5);
        for (int i = 0; i < lines; i++)
        {
            double at = (double)i / (lines - 1);
            pen.Down(-0.2, at).Line(0.8, at).Down(-0.2 + at, 0).Line(-0.2 + at, 1);
        }
    }
}
