using SkiaSharp;

namespace HandwrittenDigits.Imaging;

/// <summary>
/// Reads pictures (PNG, JPEG, WebP, GIF and BMP by Skia; HEIC, AVIF and TIFF by ImageMagick) as grey levels: black = 0, white = 255.
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
        if (format is PictureFormat.Heic or PictureFormat.Avif or PictureFormat.Tiff)
        {
            (int width, int height, byte[] rgba) = MagickDecoder.Decode(bytes, format, name);
            return ColourChannel.ToGray(rgba, width, height);
        }

        using var data = SKData.CreateCopy(bytes);
        using SKCodec? codec = format == PictureFormat.Other ? SKCodec.Create(data) : null;
        if (codec is null)
        {
            (string found, string mend) = PictureFormats.Describe(format, bytes);
            throw new PictureFormatException(name, $"a picture ({PictureFormats.Readable})", found, mend);
        }

        return Decode(codec, name);
    }

    /// <exception cref="PictureFormatException">There are too many pixels.</exception>
    internal static void RequireSize(long width, long height, string name)
    {
        if (width * height > MostPixels)
        {
            throw new PictureFormatException(
                name, $"at most {MostPixels / 1_000_000} million pixels", $"{width} x {height}", "Make the picture smaller.");
        }
    }

    private static GrayImage Decode(SKCodec codec, string name)
    {
        SKImageInfo info = codec.Info.WithColorType(SKColorType.Rgba8888).WithAlphaType(SKAlphaType.Unpremul);
        RequireSize(info.Width, info.Height, name);
        byte[] pixels = new byte[info.BytesSize];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* target = pixels)
            {
                result = codec.GetPixels(info, (IntPtr)target);
            }
        }

        if (result != SKCodecResult.Success)
        {
            string found = result == SKCodecResult.IncompleteInput ? "a file that ends early" : $"a damaged one ({result})";
            throw new PictureFormatException(
                name, $"a whole picture of {info.Width} x {info.Height} pixels", found, "Save or copy it again.");
        }

        return TurnUpright(ColourChannel.ToGray(pixels, info.Width, info.Height), codec.EncodedOrigin);
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

    // The eight orientations of EXIF tag 0x0112: where the first row and column of what is stored belong.
    private static GrayImage TurnUpright(GrayImage stored, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
        {
            return stored;
        }

        bool turned =
            origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        bool mirrorX =
            origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        bool mirrorY =
            origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        int width = turned ? stored.Height : stored.Width;
        int height = turned ? stored.Width : stored.Height;
        byte[] upright = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int column = turned ? y : x;
                int row = turned ? x : y;
                upright[(y * width) + x] = stored[mirrorX ? stored.Width - 1 - column : column, mirrorY ? stored.Height - 1 - row : row];
            }
        }

        return new GrayImage(width, height, upright);
    }
}
