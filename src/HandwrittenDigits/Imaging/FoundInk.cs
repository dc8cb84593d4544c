namespace HandwrittenDigits.Imaging;

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
        var left = (int)(Area.Left + (box.Left * Scale));
        var top = (int)(Area.Top + (box.Top * Scale));
        int Pixels(int length) => Math.Max(1, (int)Math.Ceiling(length * Scale));
        return new PixelBox(left, top, Pixels(box.Width), Pixels(box.Height));
    }
}
