namespace HandwrittenDigits.Imaging;

/// <summary>
/// Tells ink from shadows: a shadow is wider than a pen, and its edge is softer than a pen's or lies along the picture's border.
/// </summary>
internal static class Shadows
{
    private const byte Half = 128;

    // How wide a pen may be, as a share of the picture's longer side, to be told from a shadow by its width alone.
    private const double WidestPen = 0.1;

    // The share of a piece that strokes no wider than that make up, from which on it is ink.
    private const double LeastCovered = 0.8;

    // So many pixels on the border are more than a stroke that leaves the picture.
    private const int LongContact = 8;

    // A picture of fewer pixels a side is a drawing on a screen, and its pen may be as wide as it likes.
    private const int SmallestPhoto = 100;

    // Within five pixels a pen's edge has at least this much of the way from paper to ink.
    private const int SharpRise = 90;

    // A piece of a smaller share of the largest one's area says nothing.
    private const double Speck = 0.025;

    // Fainter ink than half belongs to what is within so many pixels.
    private const int EdgeWidth = 3;

    // The share of a wide piece's edge that may be soft, and of a narrow one's.
    private const double MostSoft = 0.3;
    private const double MostSoftOfStrokes = 0.7;

    // How deep what runs along the border may be, in the mean width of strokes, and be a stroke itself.
    private const double DeepestAlongBorder = 2;

    // The share of a contact with the border that is no deeper: the rest are strokes that leave the border.
    private const double ShallowAlongBorder = 0.7;

    // A stroke is somewhere as dark as this; a faint shadow is not.
    private const byte SurelyInk = 180;

    /// <summary>Half the width of the closing whose light is without shadows.</summary>
    public static int ClosingRadius(GrayImage picture) =>
        Math.Max(2, (int)Math.Ceiling(WidestPen * Math.Max(picture.Width, picture.Height) / 2));

    /// <summary>Takes shadows from what seems to be ink.</summary>
    /// <param name="ink">What light that changes slowly finds, shadows among it.</param>
    /// <param name="strokes">What is narrow and dark: ink without shadows, but also without strokes as wide as a shadow.</param>
    public static GrayImage Remove(GrayImage ink, GrayImage strokes)
    {
        if (Math.Max(ink.Width, ink.Height) < SmallestPhoto)
        {
            return ink;
        }

        // How wide the pen is, where the picture was cut to the ink.
        double? pen = null;
        if (IsTight(strokes))
        {
            strokes = WithStrokesAlongBorder(ink, strokes);
            pen = StrokeThickness.MeanWidth(strokes);
        }

        var pieces = ConnectedComponents.Of(ink, Half);
        Piece[] measured = Measure(ink, strokes, pieces, pen);
        if (Array.TrueForAll(measured, piece => piece.IsInk))
        {
            return ink;
        }

        // With the shadow's grey levels gone, what is ink is told better on the strokes alone.
        var edged = ConnectedComponents.WithFaintEdges(ink, Half, EdgeWidth);
        byte[] pixels = new byte[ink.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            bool isWideInk = edged[i] >= 0 && measured[edged[i]] is { IsInk: true, IsWide: true };
            pixels[i] = isWideInk ? ink.Pixels[i] : strokes.Pixels[i];
        }

        return DropSoft(new GrayImage(ink.Width, ink.Height, pixels), strokes, pen);
    }

    // The closing takes what runs along the border for as wide as it may go on outside. Where it is no deeper than a pen, it is a stroke
    // of a digit that the picture was cut to.
    private static GrayImage WithStrokesAlongBorder(GrayImage ink, GrayImage strokes)
    {
        double deepest = DeepestAlongBorder * StrokeThickness.MeanWidth(strokes);
        byte[] pixels = [.. strokes.Pixels];
        foreach (BorderSide side in BorderSide.Of(ink))
        {
            int[] depths = [.. Enumerable.Range(0, side.Length).Select(i => Depth(ink, side, i))];
            for (int first = 0; first < side.Length; first++)
            {
                int end = first;
                while (end < side.Length && depths[end] > 0)
                {
                    end++;
                }

                bool isStroke = depths[first..end].Count(depth => depth <= deepest) >= ShallowAlongBorder * (end - first);
                for (int i = first; isStroke && i < end; i++)
                {
                    int depth = depths[i] <= deepest ? Math.Min(side.Depth, depths[i] + EdgeWidth) : 0;
                    for (int step = 0; step < depth; step++)
                    {
                        int at = side.Pixel(i, step);
                        pixels[at] = Math.Max(pixels[at], ink.Pixels[at]);
                    }
                }

                first = end;
            }
        }

        return new GrayImage(ink.Width, ink.Height, pixels);
    }

    // How far ink reaches from the border; all the way where it is not surely ink.
    private static int Depth(GrayImage ink, BorderSide side, int along)
    {
        int depth = 0;
        byte darkest = 0;
        for (; depth < side.Depth && ink.Pixels[side.Pixel(along, depth)] >= Half; depth++)
        {
            darkest = Math.Max(darkest, ink.Pixels[side.Pixel(along, depth)]);
        }

        return depth > 0 && darkest < SurelyInk ? side.Depth : depth;
    }

    // What the narrow closing left of soft shadows.
    private static GrayImage DropSoft(GrayImage ink, GrayImage strokes, double? pen) => InkCleaning.Keep(
        ink,
        ConnectedComponents.WithFaintEdges(ink, Half, EdgeWidth),
        [.. Measure(ink, strokes, ConnectedComponents.Of(ink, Half), pen).Select(piece => piece.IsInk)]);

    private static Piece[] Measure(GrayImage ink, GrayImage strokes, ConnectedComponents pieces, double? pen)
    {
        int count = pieces.Components.Count;
        int[] covered = new int[count];
        int[] edge = new int[count];
        int[] soft = new int[count];
        int[] border = new int[count];
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            int piece = pieces[i];
            if (piece < 0)
            {
                continue;
            }

            (int y, int x) = Math.DivRem(i, ink.Width);
            covered[piece] += strokes.Pixels[i] >= Half / 2 ? 1 : 0;
            if (x == 0 || y == 0 || x == ink.Width - 1 || y == ink.Height - 1)
            {
                border[piece]++;
            }
            else if (pieces[i - 1] < 0 || pieces[i + 1] < 0
                || pieces[i - ink.Width] < 0 || pieces[i + ink.Width] < 0)
            {
                edge[piece]++;
                soft[piece] += Rise(ink, x, y) < SharpRise ? 1 : 0;
            }
        }

        double speck = Speck * pieces.Components.Select(piece => piece.Area).DefaultIfEmpty().Max();
        Piece[] measured =
        [
            .. pieces.Components.Select((piece, i) =>
            {
                bool isWide = covered[i] < LeastCovered * piece.Area;
                bool isSoft = soft[i] > (isWide ? MostSoft : MostSoftOfStrokes) * edge[i];

                // What is wide and runs along the border is a shadow, or the edge of a table; but in a picture cut to the ink it may be a
                // stroke.
                bool isAlongBorder = isWide && border[i] >= LongContact && !(piece.Area <= 2 * pen * border[i]);
                return new Piece(isWide, !isSoft && !isAlongBorder && (!isWide || piece.Area >= speck));
            }),
        ];
        return WithFaintStrokes(measured, ink, pieces);
    }

    // Where the pen ran dry a stroke is faint and its edge with it: it hangs together with the rest by ink that is fainter still.
    private static Piece[] WithFaintStrokes(Piece[] measured, GrayImage ink, ConnectedComponents pieces)
    {
        if (!Array.Exists(measured, piece => piece is { IsWide: false, IsInk: false }))
        {
            return measured;
        }

        var joined = ConnectedComponents.Of(ink, Half / 2);
        int[] whole = new int[measured.Length];
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            if (pieces[i] >= 0)
            {
                whole[pieces[i]] = joined[i];
            }
        }

        HashSet<int> inked = [.. Enumerable.Range(0, measured.Length).Where(i => measured[i].IsInk).Select(i => whole[i])];
        return [.. measured.Select((piece, i) => !piece.IsWide && inked.Contains(whole[i]) ? piece with { IsInk = true } : piece)];
    }

    // True where strokes reach over most of the picture's height or width.
    private static bool IsTight(GrayImage strokes) => PixelBox.Of(strokes) is { } box
        && Math.Max((double)box.Width / strokes.Width, (double)box.Height / strokes.Height) > 0.7;

    // From the lightest to the darkest of 5 by 5 pixels.
    private static int Rise(GrayImage ink, int x, int y)
    {
        int low = 255, high = 0;
        for (int ny = Math.Max(0, y - 2); ny <= Math.Min(ink.Height - 1, y + 2); ny++)
        {
            for (int nx = Math.Max(0, x - 2); nx <= Math.Min(ink.Width - 1, x + 2); nx++)
            {
                int value = ink[nx, ny];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        return high - low;
    }

    // Wide: not made of strokes. Ink: a pen's, wide or not.
    private readonly record struct Piece(bool IsWide, bool IsInk);

    // A side of the picture, as indices of its pixels: from Start so many along it, each so many inwards.
    private readonly record struct BorderSide(int Start, int Along, int Inwards, int Length, int Depth)
    {
        public static BorderSide[] Of(GrayImage picture)
        {
            (int width, int height, int last) = (picture.Width, picture.Height, picture.Pixels.Length - 1);
            return
            [
                new(0, 1, width, width, height), new(last, -1, -width, width, height),
                new(0, width, 1, height, width), new(last, -width, -1, height, width),
            ];
        }

        public int Pixel(int along, int inwards) => Start + (along * Along) + (inwards * Inwards);
    }
}
