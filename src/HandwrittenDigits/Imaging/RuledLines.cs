namespace HandwrittenDigits.Imaging;

/// <summary>
/// Takes out straight lines that were not written as a part of a digit: ruled and squared paper, boxes and cells. Such a line runs nearly
/// along an axis and reaches beyond what is left of the ink, on both sides of it. Strokes that cross it stay whole.
/// </summary>
internal static class RuledLines
{
    // How often a single line has to be as long as what it crosses, and where there are several.
    private const double SingleLine = 2.2;
    private const double OneOfSeveral = 1.15;

    // More lines than these are no box.
    private const int BoxSides = 4;

    /// <summary>The ink without such lines; the very picture where there are none.</summary>
    /// <param name="ink">Paper = 0, ink up to 255.</param>
    public static GrayImage Remove(GrayImage ink)
    {
        RuledLine[] lines = [.. new RuledLineFinder(ink, isLevel: true).Find(), .. new RuledLineFinder(ink, isLevel: false).Find()];

        // A line that turns out to be a part of the digit comes back, and what is left is then larger.
        while (lines.Length > 0)
        {
            GrayImage rest = Without(ink, lines);
            if (BoxOfWhatIsLeft(rest, ink, lines.Length > BoxSides) is not { } box || IsTheDigit(lines, rest, ink))
            {
                return ink;
            }

            RuledLine[] kept =
                [.. lines.Where(line => line.ReachesBeyond(box, IsOneOfSeveral(line, lines, ink) ? OneOfSeveral : SingleLine, ink))];
            if (kept.Length == lines.Length)
            {
                return DropCrumbs(rest);
            }

            lines = kept;
        }

        return ink;
    }

    // A single line within the picture that has more ink than all that it leaves: a 1.
    private static bool IsTheDigit(RuledLine[] lines, GrayImage rest, GrayImage ink) => lines is [var line] && !line.CrossesAll(ink)
        && 2 * rest.Pixels.Count(pixel => pixel >= RuledLineFinder.Ink) < ink.Pixels.Count(pixel => pixel >= RuledLineFinder.Ink);

    // Paper is ruled from border to border, and a box has two sides; the bar and the stem of a 4 are neither.
    private static bool IsOneOfSeveral(RuledLine line, RuledLine[] lines, GrayImage ink) => line.CrossesAll(ink)
        ? lines.Length > 1
        : Array.Exists(lines, other => other != line && other.IsLevel == line.IsLevel);

    // Bits of lines between the strokes, and lines that pass through a corner of the picture.
    private static GrayImage DropCrumbs(GrayImage rest)
    {
        var pieces = ConnectedComponents.Of(rest, threshold: 1);
        int largest = pieces.Components.Where(piece => !TouchesBorder(piece.Box, rest)).Select(piece => piece.Area).DefaultIfEmpty().Max();
        return largest == 0 ? rest : InkCleaning.Keep(
            rest, pieces, [.. pieces.Components.Select(piece => piece.Area >= (TouchesBorder(piece.Box, rest) ? 0.5 : 0.06) * largest)]);
    }

    private static bool TouchesBorder(PixelBox box, GrayImage picture) =>
        box.Left <= 1 || box.Top <= 1 || box.Right >= picture.Width - 1 || box.Bottom >= picture.Height - 1;

    // Around the pieces that are at least a fifth of the largest; nothing where all are crumbs. Those within the picture count alone where
    // it is ruled paper, or where they are more than crumbs beside those that leave it.
    private static PixelBox? BoxOfWhatIsLeft(GrayImage rest, GrayImage ink, bool isRuledPaper)
    {
        ConnectedComponents.Component[] pieces = [.. ConnectedComponents.Of(rest, RuledLineFinder.Ink).Components];
        ConnectedComponents.Component[] within = [.. pieces.Where(piece => !TouchesBorder(piece.Box, ink))];
        if (within.Length > 0 && (isRuledPaper || within.Max(piece => piece.Area) >= 0.2 * pieces.Max(piece => piece.Area)))
        {
            pieces = within;
        }

        int largest = pieces.Select(piece => piece.Area).DefaultIfEmpty().Max();
        ConnectedComponents.Component[] solid = [.. pieces.Where(piece => piece.Area >= 0.2 * largest)];
        return solid.Length == 0 || largest < 0.0005 * ink.Pixels.Length ? null : PixelBox.Around([.. solid.Select(piece => piece.Box)]);
    }

    private static GrayImage Without(GrayImage ink, IEnumerable<RuledLine> lines)
    {
        byte[] pixels = [.. ink.Pixels];
        foreach (RuledLine line in lines)
        {
            foreach ((int from, int to, int stride) in line.Runs)
            {
                for (int i = from; i <= to; i += stride)
                {
                    pixels[i] = 0;
                }
            }
        }

        return new GrayImage(ink.Width, ink.Height, pixels);
    }
}

/// <summary>
/// A straight line that runs nearly along an axis, from one end to the other, and the pixels that are it: first and last index, and how
/// far from one to the next.
/// </summary>
internal sealed record RuledLine(bool IsLevel, int First, int Last, IReadOnlyList<(int From, int To, int Stride)> Runs)
{
    /// <summary>True where it runs from one border of the picture to the other.</summary>
    public bool CrossesAll(GrayImage ink)
    {
        int end = IsLevel ? ink.Width : ink.Height;
        return First <= 0.02 * end && Last >= 0.98 * (end - 1);
    }

    /// <summary>
    /// True where the box lies within the line's length, clear of both ends, and the line is so many times as long as what it crosses.
    /// </summary>
    public bool ReachesBeyond(PixelBox box, double factor, GrayImage ink)
    {
        int from = IsLevel ? box.Left : box.Top;
        int to = IsLevel ? box.Right : box.Bottom;
        int length = Last - First + 1;
        double clear = 0.04 * Math.Max(box.Width, box.Height);
        int crossed = CrossesAll(ink) ? to - from : Math.Max(box.Width, box.Height);
        return length >= factor * crossed
            && from - First >= clear && Last - to >= clear;
    }
}
