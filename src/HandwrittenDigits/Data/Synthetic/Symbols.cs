namespace HandwrittenDigits.Data.Synthetic;

/// <summary>Punctuation, signs of arithmetic, arrows in every direction and outlines: more signs than <see cref="Signs"/>.</summary>
internal static class Symbols
{
    public static readonly IReadOnlyList<Action<Pen>> All =
    [
        Arrow, Arrow, Arrow, Dash, SquareBracket, CurlyBracket, AngleBracket, Ampersand, AtSign, Exclamation, Colon, Divide, Times, Root,
        Rectangle, Diamond, Polygon, Moon, Cup,
    ];

    // In any direction, with an open or a closed head.
    private static void Arrow(Pen pen)
    {
        (double cos, double sin) = pen.Chance(0.6) ? Pen.OnCircle((int)pen.Between(0, 4) / 4.0) : Pen.OnCircle(pen.Between(0, 1));
        double head = pen.Between(0.2, 0.4);
        double half = head * pen.Between(0.5, 1);
        (double X, double Y) At(double along, double across) =>
            (0.3 + (along * cos) + (across * sin), 0.5 - (along * sin) + (across * cos));
        (double X, double Y) tail = At(-0.5, 0), tip = At(0.5, 0), one = At(0.5 - head, half), other = At(0.5 - head, -half);
        pen.Down(tail.X, tail.Y).Line(tip.X, tip.Y).Down(one.X, one.Y).Line(tip.X, tip.Y).Line(other.X, other.Y);
        if (pen.Chance(0.3))
        {
            pen.Line(one.X, one.Y);
        }
    }

    private static void Dash(Pen pen) => pen.Down(-0.1, 0.5).Line(0.7, 0.5 + pen.Between(-0.1, 0.1));

    private static void SquareBracket(Pen pen)
    {
        double bar = (pen.Chance(0.5) ? 1 : -1) * pen.Between(0.2, 0.4);
        pen.Down(0.3 + bar, 0).Line(0.3, 0).Line(0.3, 1).Line(0.3 + bar, 1);
    }

    private static void CurlyBracket(Pen pen)
    {
        double side = pen.Chance(0.5) ? 1 : -1;
        pen.Down(0.3 + (side * 0.22), 0).Curve((0.3 + (side * 0.06), 0.06), (0.3 + (side * 0.04), 0.35), (0.3 - (side * 0.14), 0.5));
        pen.Curve((0.3 + (side * 0.04), 0.65), (0.3 + (side * 0.06), 0.94), (0.3 + (side * 0.22), 1));
    }

    private static void AngleBracket(Pen pen)
    {
        double side = pen.Chance(0.5) ? 0.3 : -0.3;
        pen.Down(0.3 + side, 0.05).Line(0.3 - side, 0.5).Line(0.3 + side, 0.95);
    }

    private static void Ampersand(Pen pen) =>
        pen.Down(0.65, 1).Curve(
            (0.3, 0.6), (0.12, 0.25), (0.28, 0), (0.44, 0.18), (0.2, 0.5), (0, 0.75), (0.2, 1), (0.45, 0.9), (0.68, 0.55));

    private static void AtSign(Pen pen) =>
        pen.Oval(0.3, 0.5, 0.18, 0.2, 0, 1).Curve(
            (0.52, 0.72), (0.72, 0.6), (0.68, 0.15), (0.3, 0), (-0.1, 0.25), (-0.1, 0.75), (0.25, 1), (0.6, 0.92));

    private static void Exclamation(Pen pen) => pen.Down(0.3, 0).Line(0.3, 0.7).Down(0.3, 0.93).Line(0.31, 0.99);

    private static void Colon(Pen pen) => pen.Oval(0.3, 0.2, 0.05, 0.05, 0, 1).Oval(0.3, pen.Between(0.6, 0.9), 0.05, 0.05, 0, 1);

    private static void Divide(Pen pen) =>
        pen.Down(-0.1, 0.5).Line(0.7, 0.5).Oval(0.3, 0.25, 0.04, 0.04, 0, 1).Oval(0.3, 0.75, 0.04, 0.04, 0, 1);

    private static void Times(Pen pen) => pen.Down(-0.1, 0.1).Line(0.7, 0.9).Down(0.7, 0.1).Line(-0.1, 0.9);

    private static void Root(Pen pen) => pen.Down(-0.2, 0.6).Line(-0.05, 0.55).Line(0.1, 1).Line(0.3, 0).Line(pen.Between(0.6, 0.9), 0);

    private static void Rectangle(Pen pen)
    {
        double width = pen.Between(0.3, 1);
        double left = 0.3 - (width / 2);
        pen.Down(left, 0).Line(left, 1).Line(left + width, 1).Line(left + width, 0).Line(left, 0);
        if (pen.Chance(0.3))
        {
            pen.Down(left, pen.Between(0.2, 0.8)).Line(left + width, pen.Between(0.2, 0.8));
        }
    }

    private static void Diamond(Pen pen) => pen.Down(0.3, 0).Line(-0.1, 0.5).Line(0.3, 1).Line(0.7, 0.5).Line(0.3, 0);

    // Five to seven corners, or a star of as many points.
    private static void Polygon(Pen pen)
    {
        int corners = (int)pen.Between(5, 8);
        double start = pen.Between(0, 1);
        double inner = pen.Between(0.2, 0.6);
        bool isStar = pen.Chance(0.5);
        for (int i = 0; i <= (isStar ? 2 * corners : corners); i++)
        {
            (double cos, double sin) = Pen.OnCircle(start + ((double)i / (isStar ? 2 * corners : corners)));
            double radius = isStar && i % 2 == 1 ? 0.5 * inner : 0.5;
            (double x, double y) = (0.3 + (radius * cos), 0.5 - (radius * sin));
            if (i == 0)
            {
                pen.Down(x, y);
            }
            else
            {
                pen.Line(x, y);
            }
        }
    }

    private static void Moon(Pen pen)
    {
        double side = pen.Chance(0.5) ? 1 : -1;
        double inner = pen.Between(0.05, 0.25);
        pen.Down(0.3, 0).Curve((0.3 + (side * 0.3), 0.15), (0.3 + (side * 0.42), 0.5), (0.3 + (side * 0.3), 0.85), (0.3, 1));
        if (pen.Chance(0.5))
        {
            pen.Curve((0.3 + (side * inner), 0.75), (0.3 + (side * inner), 0.25), (0.3, 0));
        }
        else
        {
            pen.Line(0.3, 0);
        }
    }

    private static void Cup(Pen pen) =>
        pen.Down(0, 0.1).Line(0.05, 1).Line(0.5, 1).Line(0.55, 0.1).Line(0, 0.1)
            .Down(0.54, 0.3).Curve((0.8, 0.3), (0.8, 0.65), (0.53, 0.7));
}
