namespace HandwrittenDigits.Imaging;

/// <summary>
/// Takes from a picture of ink what nobody wrote.
/// </summary>
internal static class InkCleaning
{
    private const byte Half = 128;

    // A shadow or a table's edge runs along this share of a side of the picture at least.
    private const double LeastAlongSide = 0.5;

    /// <summary>Keeps every piece, down to its faintest edge, that somewhere reaches <paramref name="level"/>.</summary>
    public static GrayImage KeepPiecesThatReach(GrayImage ink, byte level)
    {
        var pieces = ConnectedComponents.Of(ink, threshold: 1);
        bool[] keep = new bool[pieces.Components.Count];
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] >= level)
            {
                keep[pieces[i]] = true;
            }
        }

        return Keep(ink, pieces, keep);
    }

    /// <summary>
    /// Drops what runs along the border (a table's edge, a shadow) beside ink that doesn't, and pieces of next to no area.
    /// </summary>
    public static GrayImage DropShadowsAndSpecks(GrayImage ink)
    {
        var pieces = ConnectedComponents.Of(ink, threshold: 1);
        int[] areas = new int[pieces.Components.Count];
        int[][] contacts = [.. Enumerable.Range(0, 4).Select(_ => new int[areas.Length])];
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] >= Half)
            {
                (int y, int x) = Math.DivRem(i, ink.Width);
                int piece = pieces[i];
                areas[piece]++;
                contacts[0][piece] += x == 0 ? 1 : 0;
                contacts[1][piece] += x == ink.Width - 1 ? 1 : 0;
                contacts[2][piece] += y == 0 ? 1 : 0;
                contacts[3][piece] += y == ink.Height - 1 ? 1 : 0;
            }
        }

        // A stroke that leaves the picture touches its border with its width; a shadow with its length, and is longer or larger than a
        // digit.
        bool RunsAlongASide(int i) => Math.Max(contacts[0][i], contacts[1][i]) >= LeastAlong(ink.Height)
            || Math.Max(contacts[2][i], contacts[3][i]) >= LeastAlong(ink.Width);
        int[] within = [.. Enumerable.Range(0, areas.Length).Where(i => !RunsAlongASide(i))];
        int largestWithin = within.Select(i => areas[i]).DefaultIfEmpty().Max();
        int longestWithin = within.Where(i => areas[i] > 0.1 * largestWithin)
            .Select(i => LongerSide(pieces.Components[i].Box)).DefaultIfEmpty().Max();
        bool hasDigitWithin = largestWithin >= Math.Max(6, ink.Pixels.Length / 2000);
        bool IsShadow(int i) => hasDigitWithin && RunsAlongASide(i)
            && (LongerSide(pieces.Components[i].Box) > 1.25 * longestWithin || areas[i] > 1.5 * largestWithin);
        double speck = 0.025 * Enumerable.Range(0, areas.Length).Where(i => !IsShadow(i)).Select(i => areas[i]).DefaultIfEmpty().Max();
        return Keep(ink, pieces, [.. areas.Select((area, i) => area > speck && !IsShadow(i))]);
    }

    /// <summary>Drops a line that runs all around something else without touching it: a box or a circle around a digit.</summary>
    public static GrayImage DropFrames(GrayImage ink)
    {
        var pieces = ConnectedComponents.Of(ink, Half);
        int[] inner = new int[pieces.Components.Count];
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            if (pieces[i] >= 0)
            {
                (int y, int x) = Math.DivRem(i, ink.Width);
                PixelBox box = pieces.Components[pieces[i]].Box;
                inner[pieces[i]] += IsWithin(x, box.Left, box.Width) && IsWithin(y, box.Top, box.Height) ? 1 : 0;
            }
        }

        bool[] isFrame =
            [.. pieces.Components.Select((frame, i) => inner[i] == 0 && pieces.Components.Any(other => IsFramed(other.Box, frame.Box)))];
        if (!isFrame.Contains(true))
        {
            return ink;
        }

        var all = ConnectedComponents.Of(ink, threshold: 1);
        bool[] keep = new bool[all.Components.Count];
        byte[] pixels = new byte[ink.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pieces[i] >= 0 && !isFrame[pieces[i]])
            {
                keep[all[i]] = true;
                pixels[i] = ink.Pixels[i];
            }
            else if (pieces[i] < 0)
            {
                pixels[i] = ink.Pixels[i];
            }
        }

        return Keep(new GrayImage(ink.Width, ink.Height, pixels), all, keep);
    }

    // Within the middle three fifths.
    private static bool IsWithin(int at, int start, int length) => at >= start + (0.2 * length) && at < start + (0.8 * length);

    private static bool IsFramed(PixelBox box, PixelBox frame) =>
        box.Left > frame.Left && box.Right < frame.Right && box.Top > frame.Top && box.Bottom < frame.Bottom
        && box.Height >= 0.4 * frame.Height;

    private static double LeastAlong(int side) => Math.Max(6, LeastAlongSide * side);

    private static int LongerSide(PixelBox box) => Math.Max(box.Width, box.Height);

    /// <summary>Only the pieces that are to be kept.</summary>
    public static GrayImage Keep(GrayImage ink, ConnectedComponents pieces, bool[] keep)
    {
        byte[] kept = new byte[ink.Pixels.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = pieces[i] >= 0 && keep[pieces[i]] ? ink.Pixels[i] : (byte)0;
        }

        return new GrayImage(ink.Width, ink.Height, kept);
    }
}
