using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Inference;

/// <summary>
/// Reads the digits of a picture. How the ink hangs together says first what is one digit; where that can't be read, it is cut where
/// strokes are thin, or put together with its neighbour, if all that comes of it can be read.
/// </summary>
internal sealed class PictureDigits
{
    // A group wider than this, in its height, is more than one digit even if it can be read as one.
    private const double Wide = 1.5;

    // Two digits that touch are at least so wide, in their height.
    private const double LeastWidthOfTwo = 0.6;

    // What a part has to be read with, to count as a digit that was cut off.
    private const double LeastConfidence = 0.8;

    // Neighbours nearer than this, in the row's height, may be one digit in two pieces.
    private const double Near = 0.25;

    // Two halves of a digit, one over the other, are at most this far apart, in its height.
    private const double Halves = 0.05;

    private readonly DigitClassifier classifier;
    private readonly FoundInk found;
    private readonly InkLayout layout;

    /// <summary>Prepares to read.</summary>
    public PictureDigits(DigitClassifier classifier, FoundInk found)
    {
        this.classifier = classifier;
        this.found = found;
        layout = InkLayout.Of(found.Ink);
    }

    /// <summary>Reads all rows.</summary>
    public PictureReading Read()
    {
        PixelBox box = PixelBox.Of(found.Ink) ?? new PixelBox(0, 0, found.Ink.Width, found.Ink.Height);
        var whole = new Lazy<Group>(() => Classify(box, found.Ink));
        Group[][] rows = [.. layout.Rows.Select(ReadRow)];
        bool isBroken = rows.Sum(row => row.Length) > 1 && (rows.Any(row => row.Any(group => !group.IsSure)) || AreHalves(rows));

        // A digit in pieces, one over the other or far apart.
        if (isBroken && !IsWide(box) && whole.Value.IsSure)
        {
            rows = [[whole.Value]];
        }

        return new PictureReading(
            found.Ink,
            found.Area,
            [.. rows.Select(row => (IReadOnlyList<ReadDigit>)[.. row.Select(InPhoto)])],
            [.. layout.Marks.Select(found.InPhoto)],
            new Lazy<ReadDigit>(() => InPhoto(whole.Value)));
    }

    // One over the other with next to nothing between them: a stroke that did not join, rather than two digits in two rows.
    private static bool AreHalves(Group[][] rows) => rows is [[var upper], [var lower]]
        && lower.Box.Top - upper.Box.Bottom <= Halves * (lower.Box.Bottom - upper.Box.Top);

    private Group[] ReadRow(InkLayout.Row row)
    {
        List<Group> groups = [.. row.Digits.Select(Classify)];
        for (int i = 0; i < groups.Count; i++)
        {
            Group group = groups[i];
            bool mayBeSeveral = (!group.IsSure || group.IsWide) && group.Box.Width >= LeastWidthOfTwo * group.Box.Height;
            if (mayBeSeveral && Split(group, row.Height) is { } parts)
            {
                groups.RemoveAt(i);
                groups.InsertRange(i, parts);
                i += parts.Length - 1;
            }
        }

        for (int i = 0; i + 1 < groups.Count; i++)
        {
            if ((!groups[i].IsSure || !groups[i + 1].IsSure) && Join(groups[i], groups[i + 1], row.Height) is { } joined)
            {
                groups[i] = joined;
                groups.RemoveAt(i + 1);
                i = Math.Max(-1, i - 2);
            }
        }

        return [.. groups];
    }

    private Group? Join(Group one, Group other, int rowHeight)
    {
        if (one.Pieces is null || other.Pieces is null || other.Box.Left - one.Box.Right > Near * rowHeight)
        {
            return null;
        }

        Group joined = Classify([.. one.Pieces, .. other.Pieces]);
        return joined.IsSure && !joined.IsWide ? joined : null;
    }

    // The cheapest way to cut a group so that every part can be read; nothing where there is none.
    private Group[]? Split(Group group, int rowHeight)
    {
        IReadOnlyList<InkSeam> seams = InkSeam.Find(group.Ink);
        if (seams.Count == 0)
        {
            return null;
        }

        int count = seams.Count + 1;
        var best = new (double Cost, Group[] Parts)?[count + 1];
        best[0] = (0, []);
        for (int end = 1; end <= count; end++)
        {
            for (int start = 0; start < end; start++)
            {
                InkSeam? left = start == 0 ? null : seams[start - 1];
                InkSeam? right = end == count ? null : seams[end - 1];
                if (best[start] is not { } before || (left is null && right is null)
                    || InkSeam.Between(group.Ink, left, right) is not { } part)
                {
                    continue;
                }

                var box = new PixelBox(group.Box.Left + part.Box.Left, group.Box.Top + part.Box.Top, part.Box.Width, part.Box.Height);
                Group read = Classify(box, part.Ink);
                if (!read.IsSure || read.Prediction.Confidence < LeastConfidence || read.IsWide || box.Height < rowHeight / 2)
                {
                    continue;
                }

                double cost = before.Cost + 1 - Math.Log(read.Prediction.Confidence) + (end == count ? 0 : seams[end - 1].Cost);
                if (best[end] is not { } known || cost < known.Cost)
                {
                    best[end] = (cost, [.. before.Parts, read]);
                }
            }
        }

        return best[count]?.Parts;
    }

    private Group Classify(IReadOnlyList<int> pieces) => Classify(layout.BoxOf(pieces), layout.Cut(pieces)) with { Pieces = pieces };

    private Group Classify(PixelBox box, GrayImage ink)
    {
        DigitImage image = DigitNormalizer.Prepare(ink);
        return new Group(box, ink, image, classifier.Classify(image));
    }

    private static bool IsWide(PixelBox box) => box.Width > Wide * box.Height;

    private ReadDigit InPhoto(Group group) => new(found.InPhoto(group.Box), group.Image, group.Prediction);

    // What may be a digit; its pieces where it is made of whole ones.
    private sealed record Group(PixelBox Box, GrayImage Ink, DigitImage Image, Prediction Prediction, IReadOnlyList<int>? Pieces = null)
    {
        public bool IsSure => !Prediction.IsUnsure;

        public bool IsWide => PictureDigits.IsWide(Box);
    }
}
