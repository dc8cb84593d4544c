using ImageMagick;

namespace HandwrittenDigits.Imaging;

/// <summary>
/// Reads pictures (PNG, JPEG, HEIC, AVIF, WebP, GIF, TIFF and BMP, by ImageMagick) as grey levels: black = 0, white = 255.
/// </summary>
/// <remarks>
/// Colours become luma (ITU-R BT.601: 0.299 red, 0.587 green, 0.114 blue), or, where ink and paper are told apart by their colours but not
/// by luma, that mixture of the channels that varies most; what is transparent shows white paper, or black paper where most of the picture
/// is transparent and what is not is light; a photo is turned upright as its EXIF orientation says. A file is refused by its header before
/// it takes memory.
/// </remarks>
public static class PictureReader
{
    /// <summary>The formats that are read, for a person.</summary>
    public const string Formats = PictureFormats.Readable;

    /// <summary>The most pixels that a picture may have: 100 million. Phones take 64.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>The most bytes that a file may have: 128 MiB.</summary>
    public const long MostBytes = 128 << 20;

    /// <summary>Reads the picture at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">There is no such file, or it can't be read.</exception>
    /// <exception cref="PictureFormatException">It is no picture, is damaged or too big.</exception>
    public static GrayImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using FileStream file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads a picture from where <paramref name="stream"/> is to its end; the stream stays open.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="PictureFormatException">It is no picture, is damaged or too big.</exception>
    public static GrayImage Read(Stream stream, string name = "picture")
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] bytes = ReadBytes(stream, name);
        PictureFormat format = PictureFormats.Of(bytes);
        if (ToMagick(format) is not { } magick)
        {
            (string found, string mend) = PictureFormats.Describe(format, bytes);
            throw new PictureFormatException(name, $"a picture ({PictureFormats.Readable})", found, mend);
        }

        try
        {
            return Decode(bytes, magick, name);
        }
        catch (MagickException e)
        {
            // Behind the quotation mark stand a temporary file and a line of ImageMagick's source.
            string reason = e.Message.Split('`')[0].Trim();
            throw new PictureFormatException(
                name, $"a whole {format.ToString().ToUpperInvariant()} picture", $"a damaged one ({reason})", "Save or copy it again.");
        }
    }

    // ImageMagick is told what the file is: left to guess, it would also run drawings and scripts.
    private static MagickFormat? ToMagick(PictureFormat format) => format switch
    {
        PictureFormat.Png => MagickFormat.Png,
        PictureFormat.Jpeg => MagickFormat.Jpeg,
        PictureFormat.Gif => MagickFormat.Gif,
        PictureFormat.Bmp => MagickFormat.Bmp,
        PictureFormat.WebP => MagickFormat.WebP,
        PictureFormat.Heic => MagickFormat.Heic,
        PictureFormat.Avif => MagickFormat.Avif,
        PictureFormat.Tiff => MagickFormat.Tiff,
        _ => null,
    };

    private static GrayImage Decode(byte[] bytes, MagickFormat format, string name)
    {
        // Of several pictures in a file the first.
        var settings = new MagickReadSettings { Format = format, FrameIndex = 0, FrameCount = 1 };
        var info = new MagickImageInfo();
        info.Read(bytes, settings);
        if ((long)info.Width * info.Height > MostPixels)
        {
            throw new PictureFormatException(
                name, $"at most {MostPixels / 1_000_000} million pixels", $"{info.Width} x {info.Height}", "Make the picture smaller.");
        }

        using var image = new MagickImage();
        image.Warning += (_, warning) => ThrowIfCutShort(warning.Exception);
        image.Read(bytes, settings);
        image.AutoOrient();
        if (format is MagickFormat.Heic or MagickFormat.Avif or MagickFormat.Tiff || image.ColorSpace == ColorSpace.CMYK)
        {
            image.TransformColorSpace(ColorProfiles.SRGB);
        }

        (int width, int height) = ((int)image.Width, (int)image.Height);
        using IUnsafePixelCollection<byte> pixels = image.GetPixelsUnsafe();
        unsafe
        {
            int channels = (int)pixels.Channels;
            void* first = (void*)pixels.GetAreaPointer(0, 0, image.Width, image.Height);
            var values = new ReadOnlySpan<byte>(first, width * height * channels);
            bool isGrey = pixels.GetChannelIndex(PixelChannel.Green) is null;
            int? alpha = image.HasAlpha ? (int?)pixels.GetChannelIndex(PixelChannel.Alpha) : null;
            return ColourChannel.ToGray(new ColourPixels(values, channels, isGrey, alpha), width, height);
        }
    }

    // A file without its end is decoded as far as it goes.
    private static void ThrowIfCutShort(MagickException warning)
    {
        if (warning.Message.Contains("premature end", StringComparison.OrdinalIgnoreCase))
        {
            throw warning;
        }
    }

    private static byte[] ReadBytes(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostBytes)
            {
                throw new PictureFormatException(name, $"a file of at most {MostBytes >> 20} MiB", "more", "Make the picture smaller.");
            }
        }

        return bytes.ToArray();
    }
}
