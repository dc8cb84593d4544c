namespace HandwrittenDigits.Imaging;

/// <summary>
/// Takes from a picture of ink what nobody wrote.
/// </summary>
internal static class InkCleaning
{
    private const byte Half = 128;

    /// <summary>Keeps every piece, down to its faintest edge, that somewhere reaches <paramref name="level"/>.</summary>
    public static GrayImage KeepPiecesThatReach(GrayImage ink, byte level)
    {
        ConnectedComponents pieces = ConnectedComponents.Of(ink, threshold: 1);
        var keep = new bool[pieces.Components.Count];
        for (var i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] >= level)
            {
                keep[pieces.Labels[i]] = true;
            }
        }

        return Keep(ink, pieces, keep);
    }

    /// <summary>Drops what runs along the border (a table's edge, a shadow) beside ink that doesn't, and pieces of next to no area.</summary>
    public static GrayImage DropShadowsAndSpecks(GrayImage ink)
    {
        ConnectedComponents pieces = ConnectedComponents.Of(ink, threshold: 1);
        int[] areas = new int[pieces.Components.Count];
        int[] contacts = new int[areas.Length];
        for (var i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] >= Half)
            {
                (int y, int x) = Math.DivRem(i, ink.Width);
                areas[pieces.Labels[i]]++;
                contacts[pieces.Labels[i]] += x == 0 || y == 0 || x == ink.Width - 1 || y == ink.Height - 1 ? 1 : 0;
            }
        }

        // A stroke that leaves the picture touches its border with its width; a shadow with its length.
        int longContact = Math.Max(6, (ink.Width + ink.Height) / 8);
        int largestWithin = Enumerable.Range(0, areas.Length).Where(i => contacts[i] < longContact).Select(i => areas[i]).DefaultIfEmpty().Max();
        bool hasDigitWithin = largestWithin >= Math.Max(6, ink.Pixels.Length / 500);
        int largest = hasDigitWithin ? largestWithin : areas.DefaultIfEmpty().Max();
        double speck = largest * 0.025;
        return Keep(ink, pieces, [.. areas.Select((area, i) => area > speck && !(hasDigitWithin && contacts[i] >= longContact))]);
    }

    private static GrayImage Keep(GrayImage ink, ConnectedComponents pieces, bool[] keep)
    {
        var kept = new byte[ink.Pixels.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = pieces.Labels[i] >= 0 && keep[pieces.Labels[i]] ? ink.Pixels[i] : (byte)0;
        }

        return new GrayImage(ink.Width, ink.Height, kept);
    }
}
