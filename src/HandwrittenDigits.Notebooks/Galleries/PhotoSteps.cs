using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>The way of a photo to 28x28 pixels, in three pictures.</summary>
public static class PhotoSteps
{
    private const int Panel = 220;
    private const int Gap = 24;
    private const int Head = 32;

    /// <summary>Shows the photo, the ink found in it, and the ink prepared as MNIST's.</summary>
    /// <param name="photo">Grey levels, black = 0, white = 255, of one digit.</param>
    public static PictureOutput Of(GrayImage photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        GrayImage ink = InkExtractor.Extract(photo);
        DigitImage digit = DigitNormalizer.Normalize(ink);
        var picture = new Picture(
            (3 * Panel) + (2 * Gap),
            Panel + Head,
            $"A photo of {photo.Width} by {photo.Height} pixels, unevenly lit; the ink found in it, the paper gone; the ink fitted into 20 by 20 pixels and centred in 28 by 28.");
        Draw(picture, 0, "1. photo", Photo(photo));
        Draw(picture, 1, "2. ink, whatever the light", RasterImage.OfInk(ink));
        Draw(picture, 2, "3. fitted and centred: 28 × 28", RasterImage.OfInk(digit));
        return new PictureOutput("From a photo to 28 × 28", picture);
    }

    private static void Draw(Picture picture, int panel, string title, RasterImage image)
    {
        double left = panel * (Panel + Gap);
        double scale = Panel / (double)Math.Max(image.Width, image.Height);
        picture.Text(left, 20, title);
        picture.Image(left, Head, image.Width * scale, image.Height * scale, image);
        picture.Rectangle(left + 0.5, Head + 0.5, (image.Width * scale) - 1, (image.Height * scale) - 1, null, Colour.Grid);
    }

    private static RasterImage Photo(GrayImage photo)
    {
        var image = new RasterImage(photo.Width, photo.Height);
        for (var y = 0; y < photo.Height; y++)
        {
            for (var x = 0; x < photo.Width; x++)
            {
                uint grey = photo[x, y];
                image[x, y] = (grey << 16) | (grey << 8) | grey;
            }
        }

        return image;
    }
}
