namespace HandwrittenDigits.Imaging;

/// <summary>
/// Finds the ink in a photo or scan of digits on paper: uneven light, shadows at the border, noise and specks are taken away,
/// and a pen too thin or a marker too thick for its digit is brought near the width that MNIST's pens have.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The picture is shrunk to at most 512 pixels a side.</item>
/// <item>Dark on light or light on dark: ink is what is rare beside its surroundings (<see cref="PaperLight.IsDarkOnLight"/>).</item>
/// <item>The paper's light at each place is what a grey closing leaves of the picture (<see cref="PaperLight"/>); ink is
/// the share of that light that is missing, so that a shadow does not count as ink.</item>
/// <item>Otsu's threshold (IEEE Transactions on Systems, Man and Cybernetics 9(1), 1979) parts ink from paper; contrast under 1/10 is no
/// ink at all. Grey edges of what is surely ink are kept.</item>
/// <item>Pieces that run along the border beside others that don't, and specks, are dropped.</item>
/// <item>Strokes too thin or too thick are widened or narrowed by distance (<see cref="StrokeThickness"/>).</item>
/// </list>
/// A picture that is like MNIST's already comes out nearly as it went in.
/// </remarks>
public static class InkExtractor
{
    private const int LongestSide = 512;
    private const double LeastContrast = 0.1;

    /// <summary>Finds the ink in <paramref name="photo"/>.</summary>
    /// <param name="photo">Grey levels, black = 0, white = 255; ink of either colour, less of it than of paper.</param>
    /// <returns>Paper = 0, ink up to 255; not larger than the photo, all 0 where there is no ink.</returns>
    public static GrayImage Extract(GrayImage photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        GrayImage picture = AreaResampling.Shrink(photo, LongestSide);
        if (!PaperLight.IsDarkOnLight(picture))
        {
            picture = new GrayImage(picture.Width, picture.Height, Array.ConvertAll(picture.Pixels, value => (byte)(255 - value)));
        }

        GrayImage ink = Stretch(MissingLight(picture));
        return StrokeThickness.BringNearMnist(InkCleaning.DropShadowsAndSpecks(ink));
    }

    /// <summary>Of each pixel the share of the paper's light that it lacks, times 255.</summary>
    private static GrayImage MissingLight(GrayImage picture)
    {
        double[] light = PaperLight.Estimate(picture);
        var missing = new byte[light.Length];
        for (var i = 0; i < missing.Length; i++)
        {
            // In a deep shadow the share would be of next to nothing.
            missing[i] = AreaResampling.ToByte(255 * (light[i] - picture.Pixels[i]) / Math.Max(light[i], 32));
        }

        return new GrayImage(picture.Width, picture.Height, missing);
    }

    /// <summary>Maps paper with its noise to 0 and ink to 255, and keeps only pieces that are ink for sure.</summary>
    private static GrayImage Stretch(GrayImage missing)
    {
        var histogram = new int[256];
        foreach (byte value in missing.Pixels)
        {
            histogram[value]++;
        }

        int threshold = Histogram.Otsu(histogram);
        int paper = Histogram.Quantile(histogram, 0, threshold, 0.5);
        int noise = Histogram.Quantile(histogram, 0, threshold, 0.84) - paper;
        int full = Histogram.Quantile(histogram, threshold, 256, 0.75);
        var ink = new byte[missing.Pixels.Length];
        if (full - paper < Math.Max(255 * LeastContrast, 4 * noise))
        {
            return new GrayImage(missing.Width, missing.Height, ink);
        }

        // Three deviations of the paper's noise are paper, but never so much that edges lose their grey.
        double zero = Math.Min(paper + (3 * noise), (paper + threshold) / 2.0);
        for (var i = 0; i < ink.Length; i++)
        {
            ink[i] = AreaResampling.ToByte(255 * (missing.Pixels[i] - zero) / (full - zero));
        }

        var surely = (byte)Math.Clamp(255 * (threshold - zero) / (full - zero), 1, 255);
        return InkCleaning.KeepPiecesThatReach(new GrayImage(missing.Width, missing.Height, ink), surely);
    }
}
