using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>Photos, and the ink found in them, side by side.</summary>
public static class PhotoGallery
{
    private const int Panel = 220;
    private const int Gap = 24;
    private const int Head = 32;

    /// <summary>Shows pictures in a row, each under its caption.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="pictures">A caption; grey levels; and what 255 of them is: ink, or else white.</param>
    public static PictureOutput Of(string title, params (string Caption, GrayImage Picture, bool IsInk)[] pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        string captions =
            string.Join("; ", pictures.Select(shown => $"{shown.Caption} ({shown.Picture.Width} by {shown.Picture.Height} pixels)"));
        int height =
            pictures.Select(shown => Panel * shown.Picture.Height / Math.Max(shown.Picture.Width, shown.Picture.Height)).Append(1).Max();
        var picture = new Picture(Math.Max(1, (pictures.Length * (Panel + Gap)) - Gap), height + Head, $"{title}: {captions}.");
        for (int i = 0; i < pictures.Length; i++)
        {
            (string caption, GrayImage grey, bool isInk) = pictures[i];
            RasterImage image = isInk ? RasterImage.OfInk(grey) : RasterImage.OfPhoto(grey);
            double left = i * (Panel + Gap);
            double scale = Panel / (double)Math.Max(image.Width, image.Height);
            picture.Text(left, 20, caption);
            picture.Image(left, Head, image.Width * scale, image.Height * scale, image);
            picture.Rectangle(left + 0.5, Head + 0.5, (image.Width * scale) - 1, (image.Height * scale) - 1, null, Colour.Grid);
        }

        return new PictureOutput(title, picture);
    }
}
