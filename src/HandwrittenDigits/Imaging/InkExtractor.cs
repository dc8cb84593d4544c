namespace HandwrittenDigits.Imaging;

/// <summary>
/// Finds the ink in a photo or scan of digits on paper: uneven light, shadows at the border, noise and specks are taken away,
/// and a pen too thin or a marker too thick for its digit is brought near the width that MNIST's pens have.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The picture is shrunk to at most 512 pixels a side; where the ink that is found is a small part of it, or its digits are low, that
/// part is looked at again in up to 1600 pixels.</item>
/// <item>Dark on light or light on dark: ink is what is rare beside its surroundings (<see cref="PaperLight.IsDarkOnLight"/>).</item>
/// <item>The paper's light at each place is what a grey closing leaves of the picture (<see cref="PaperLight"/>); ink is
/// the share of that light that is missing, so that a shadow does not count as ink.</item>
/// <item>Otsu's threshold (IEEE Transactions on Systems, Man and Cybernetics 9(1), 1979) parts ink from paper; contrast under 1/10 is no
/// ink at all. Grey edges of what is surely ink are kept.</item>
/// <item>What is wider than a pen and has a soft edge, or runs along the border, is a shadow (<see cref="Shadows"/>); ruled lines, boxes
/// and cells are taken out (<see cref="RuledLines"/>).</item>
/// <item>Pieces that run along the border beside others that don't, frames around a digit, and specks, are dropped.</item>
/// <item>Strokes too thin or too thick are widened or narrowed by distance (<see cref="StrokeThickness"/>).</item>
/// </list>
/// A picture that is like MNIST's already comes out nearly as it went in.
/// </remarks>
public static class InkExtractor
{
    private const int LongestSide = 512;
    private const double LeastContrast = 0.1;

    // A photo of fewer pixels a side is seen whole at once.
    private const int SmallPhoto = 256;

    // A second, closer look is taken where digits are lower than this in the shrunk picture; it brings them to about this height.
    private const int LeastHeight = 64;
    private const int LongestCloseSide = 1600;

    // How much more noise there is than from one pixel to the next.
    private const double CorrelatedNoise = 2;

    // What is left around the ink for the closer look, as a share of the ink's longer side.
    private const double Margin = 0.3;

    /// <summary>Finds the ink in <paramref name="photo"/>.</summary>
    /// <param name="photo">Grey levels, black = 0, white = 255; ink of either colour, less of it than of paper.</param>
    /// <returns>Paper = 0, ink up to 255, all 0 where there is no ink; strokes brought near MNIST's width.</returns>
    public static GrayImage Extract(GrayImage photo) => StrokeThickness.BringNearMnist(Find(photo).Ink);

    /// <summary>Finds the ink in <paramref name="photo"/>, its strokes as wide as they are.</summary>
    internal static FoundInk Find(GrayImage photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        GrayImage picture = AreaResampling.Shrink(photo, LongestSide);
        bool isDarkOnLight = PaperLight.IsDarkOnLight(picture);
        GrayImage ink = FindDark(isDarkOnLight ? picture : PaperLight.Invert(picture));
        var all = new PixelBox(0, 0, photo.Width, photo.Height);
        if (CloserLook(ink, photo) is not ({ } area, { } side))
        {
            return new FoundInk(ink, all);
        }

        GrayImage close = AreaResampling.Shrink(photo, area, side);
        GrayImage closeInk = FindDark(isDarkOnLight ? close : PaperLight.Invert(close));
        return PixelBox.Of(closeInk) is null ? new FoundInk(ink, all) : new FoundInk(closeInk, area);
    }

    private static GrayImage FindDark(GrayImage picture)
    {
        GrayImage ink = Stretch(PaperLight.Missing(picture));
        GrayImage strokes = Stretch(PaperLight.MissingInStrokes(picture, Shadows.ClosingRadius(picture)));
        ink = RuledLines.Remove(Shadows.Remove(ink, strokes));
        return InkCleaning.DropShadowsAndSpecks(InkCleaning.DropFrames(ink));
    }

    /// <summary>
    /// The part of the photo to look at again and how many pixels its longer side should have; nothing where that would show no more.
    /// </summary>
    private static (PixelBox? Area, int? Side) CloserLook(GrayImage ink, GrayImage photo)
    {
        double scale = (double)photo.Width / ink.Width;
        if (PixelBox.Of(ink) is not { } box || Math.Max(photo.Width, photo.Height) < SmallPhoto)
        {
            return (null, null);
        }

        // The height of the piece that holds the middle of all ink, by area, when the pieces are ordered by height.
        ConnectedComponents.Component[] pieces = [.. ConnectedComponents.Of(ink, 128).Components.OrderBy(piece => piece.Box.Height)];
        int half = pieces.Sum(piece => piece.Area) / 2;
        int height = pieces.FirstOrDefault(piece => (half -= piece.Area) <= 0)?.Box.Height ?? 0;
        double margin = Margin * Math.Max(box.Width, box.Height);
        int left = (int)(scale * Math.Max(0, box.Left - margin));
        int top = (int)(scale * Math.Max(0, box.Top - margin));
        int width = Math.Min(photo.Width, (int)(scale * (box.Right + margin))) - left;
        int bottom = Math.Min(photo.Height, (int)(scale * (box.Bottom + margin))) - top;
        var area = new PixelBox(left, top, Math.Max(1, width), Math.Max(1, bottom));
        int longest = Math.Max(area.Width, area.Height);
        bool isSmaller = longest < 0.7 * Math.Max(photo.Width, photo.Height);
        if (height == 0 || (height >= LeastHeight && !isSmaller) || (scale <= 1 && !isSmaller))
        {
            return (null, null);
        }

        int wanted = (int)Math.Max(Math.Min(longest, LongestSide), longest / scale * 1.5 * LeastHeight / height);
        return (area, Math.Min(Math.Min(longest, wanted), LongestCloseSide));
    }

    // The noise from one pixel of paper to the next, a deviation: where blurred ink fills a small picture, much of what is under the
    // threshold is its soft edge, which has none.
    private static double Grain(GrayImage missing, int threshold)
    {
        int[] steps = new int[256];
        for (int i = 1; i < missing.Pixels.Length; i++)
        {
            (byte left, byte right) = (missing.Pixels[i - 1], missing.Pixels[i]);
            if (i % missing.Width != 0 && left < threshold && right < threshold)
            {
                steps[Math.Abs(left - right)]++;
            }
        }

        // Of two independent deviations, the root of two; most of paper's noise hangs together over a pixel or two.
        return CorrelatedNoise * Histogram.Quantile(steps, 0, 256, 0.68) / Math.Sqrt(2);
    }

    /// <summary>Maps paper with its noise to 0 and ink to 255, and keeps only pieces that are ink for sure.</summary>
    private static GrayImage Stretch(GrayImage missing)
    {
        int[] histogram = new int[256];
        foreach (byte value in missing.Pixels)
        {
            histogram[value]++;
        }

        int threshold = Histogram.Otsu(histogram);
        int paper = Histogram.Quantile(histogram, 0, threshold, 0.5);
        int noise = Histogram.Quantile(histogram, 0, threshold, 0.84) - paper;

        int full = Histogram.Quantile(histogram, threshold, 256, 0.75);
        byte[] ink = new byte[missing.Pixels.Length];
        int contrast = full - paper;
        if (contrast < 255 * LeastContrast || (contrast < 4 * noise && contrast < 4 * Grain(missing, threshold)))
        {
            return new GrayImage(missing.Width, missing.Height, ink);
        }

        // Three deviations of the paper's noise are paper, but never so much that edges lose their grey.
        double zero = Math.Min(paper + (3 * noise), (paper + threshold) / 2.0);
        for (int i = 0; i < ink.Length; i++)
        {
            ink[i] = AreaResampling.ToByte(255 * (missing.Pixels[i] - zero) / (full - zero));
        }

        byte surely = (byte)Math.Clamp(255 * (threshold - zero) / (full - zero), 1, 255);
        return InkCleaning.KeepPiecesThatReach(new GrayImage(missing.Width, missing.Height, ink), surely);
    }
}

/// <summary>The ink of a photo, and where in the photo it lies.</summary>
/// <param name="Ink">Paper = 0, ink up to 255; strokes as wide as they are.</param>
/// <param name="Area">The part of the photo that <paramref name="Ink"/> shows, in the photo's pixels.</param>
internal sealed record FoundInk(GrayImage Ink, PixelBox Area)
{
    /// <summary>Pixels of the photo a pixel of the ink.</summary>
    public double Scale => (double)Area.Width / Ink.Width;

    /// <summary>A box of the ink, in the photo's pixels.</summary>
    public PixelBox InPhoto(PixelBox box)
    {
        int left = (int)(Area.Left + (box.Left * Scale));
        int top = (int)(Area.Top + (box.Top * Scale));
        int Pixels(int length) => Math.Max(1, (int)Math.Ceiling(length * Scale));
        return new PixelBox(left, top, Pixels(box.Width), Pixels(box.Height));
    }
}
