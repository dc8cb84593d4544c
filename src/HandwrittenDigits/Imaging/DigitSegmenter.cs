namespace HandwrittenDigits.Imaging;

/// <summary>
/// Parts digits written side by side in a row, left to right, so that each can be read by itself. Strokes or pieces of ink
/// belong to one digit where they touch or lie over each other in x. Digits that touch stay together.
/// </summary>
public static class DigitSegmenter
{
    // Of the narrower of two strokes, how much has to lie over the other in x for both to be one digit.
    private const double LeastOverlap = 0.3;

    // A stroke's width counts as at least this share of the row's height: an upright line is not without width.
    private const double LeastWidth = 0.12;

    // A stroke that begins or ends within this share of the row's height from another one touches it.
    private const double LeastGap = 0.1;

    private const byte Half = 128;

    /// <summary>Parts strokes.</summary>
    /// <returns>One drawing a digit, left to right, each with its strokes in the order in which they were drawn; none for an empty sheet.</returns>
    public static IReadOnlyList<Drawing> Split(Drawing drawing)
    {
        if (InkBox.Of(drawing) is not { } row)
        {
            return [];
        }

        double pad = LeastWidth * row.Height / 2;
        Span[] spans = [.. drawing.Strokes
            .Select(stroke => InkBox.Of(new Drawing([stroke]))!.Value)
            .Select(box => new Span(box.Left - pad, box.Right + pad))];
        bool Touch(int a, int b) =>
            EndsAt(drawing.Strokes[a], drawing.Strokes[b], LeastGap * row.Height) || EndsAt(drawing.Strokes[b], drawing.Strokes[a], LeastGap * row.Height);

        return [.. Group(spans, Touch).Select(group => new Drawing([.. group.Select(index => drawing.Strokes[index])]))];
    }

    /// <summary>Parts ink.</summary>
    /// <param name="ink">Paper = 0, ink up to 255, as <see cref="InkExtractor"/> makes it.</param>
    /// <returns>One picture a digit, left to right, cut to its ink and without the others'; none for blank paper.</returns>
    public static IReadOnlyList<GrayImage> Split(GrayImage ink)
    {
        ArgumentNullException.ThrowIfNull(ink);
        ConnectedComponents pieces = ConnectedComponents.Of(ink, threshold: 1);
        int[] solid = [.. Solid(ink, pieces)];
        if (solid.Length == 0)
        {
            return [];
        }

        double pad = LeastWidth * solid.Max(piece => pieces.Components[piece].Box.Height) / 2;
        Span[] spans = [.. solid
            .Select(piece => pieces.Components[piece].Box)
            .Select(box => new Span(box.Left - pad, box.Right + pad))];
        return [.. Group(spans, (_, _) => false).Select(group => Cut(ink, pieces, [.. group.Select(index => solid[index])]))];
    }

    // A haze that nowhere is half black is no digit.
    private static IEnumerable<int> Solid(GrayImage ink, ConnectedComponents pieces) => Enumerable.Range(0, ink.Pixels.Length)
        .Where(i => ink.Pixels[i] >= Half)
        .Select(i => pieces.Labels[i])
        .Distinct()
        .Order();

    private static bool EndsAt(Stroke stroke, Stroke other, double gap)
    {
        IReadOnlyList<InkPoint> path = other.Points;
        for (var i = 0; i < path.Count; i++)
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

    /// <summary>Unites spans until none touches another or lies far enough over it.</summary>
    /// <returns>The indices of each group's spans, ascending; the groups from left to right.</returns>
    private static IEnumerable<List<int>> Group(Span[] spans, Func<int, int, bool> touch)
    {
        List<(Span Span, List<int> Members)> groups = [];
        foreach (int index in Enumerable.Range(0, spans.Length).OrderBy(i => spans[i].Left))
        {
            (Span Span, List<int> Members) next = (spans[index], [index]);

            // What comes later from the left may tie together groups that were apart.
            while (groups.FindIndex(group => BelongTogether(group, next)) is var found and >= 0)
            {
                next = (groups[found].Span.With(next.Span), [.. groups[found].Members, .. next.Members]);
                groups.RemoveAt(found);
            }

            groups.Add(next);
        }

        return groups.OrderBy(group => group.Span.Left + group.Span.Right).Select(group => group.Members.Order().ToList());

        bool BelongTogether((Span Span, List<int> Members) one, (Span Span, List<int> Members) other) =>
            one.Span.LiesOver(other.Span) || one.Members.Exists(a => other.Members.Exists(b => touch(a, b)));
    }

    private static GrayImage Cut(GrayImage ink, ConnectedComponents pieces, int[] members)
    {
        int left = members.Min(piece => pieces.Components[piece].Box.Left);
        int top = members.Min(piece => pieces.Components[piece].Box.Top);
        int width = members.Max(piece => pieces.Components[piece].Box.Right) - left;
        int height = members.Max(piece => pieces.Components[piece].Box.Bottom) - top;
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                int source = ((top + y) * ink.Width) + left + x;
                pixels[(y * width) + x] = members.Contains(pieces.Labels[source]) ? ink.Pixels[source] : (byte)0;
            }
        }

        return new GrayImage(width, height, pixels);
    }

    private readonly record struct Span(double Left, double Right)
    {
        public Span With(Span other) => new(Math.Min(Left, other.Left), Math.Max(Right, other.Right));

        public bool LiesOver(Span other)
        {
            double overlap = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
            return overlap > 0 && overlap >= LeastOverlap * Math.Min(Right - Left, other.Right - other.Left);
        }
    }
}
