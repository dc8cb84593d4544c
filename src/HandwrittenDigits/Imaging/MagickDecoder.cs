using ImageMagick;

namespace HandwrittenDigits.Imaging;

/// <summary>Decodes what Skia does not: HEIC, AVIF and TIFF, by ImageMagick, which is loaded for these alone.</summary>
internal static class MagickDecoder
{
    /// <summary>Decodes a picture, turned upright.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="format">What it is: ImageMagick is not left to guess.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <returns>Width, height, and RGBA bytes.</returns>
    /// <exception cref="PictureFormatException">It is damaged or too big.</exception>
    public static (int Width, int Height, byte[] Rgba) Decode(byte[] bytes, PictureFormat format, string name)
    {
        var settings = new MagickReadSettings
        {
            Format = format switch
            {
                PictureFormat.Heic => MagickFormat.Heic,
                PictureFormat.Avif => MagickFormat.Avif,
                _ => MagickFormat.Tiff,
            },
        };
        try
        {
            var info = new MagickImageInfo();
            info.Read(bytes, settings);
            PictureReader.RequireSize(info.Width, info.Height, name);
            using var image = new MagickImage(bytes, settings);
            image.AutoOrient();
            image.TransformColorSpace(ColorProfiles.SRGB);
            using IPixelCollection<byte> pixels = image.GetPixels();
            return ((int)image.Width, (int)image.Height, pixels.ToByteArray(PixelMapping.RGBA)!);
        }
        catch (MagickException e)
        {
            // Behind the quotation mark stand a temporary file and a line of ImageMagick's source.
            string reason = e.Message.Split('`')[0].Trim();
            throw new PictureFormatException(
                name, $"a whole {format.ToString().ToUpperInvariant()} picture", $"a damaged one ({reason})", "Save or copy it again.");
        }
    }
}
