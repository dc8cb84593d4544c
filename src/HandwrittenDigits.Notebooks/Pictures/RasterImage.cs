using HandwrittenDigits.Imaging;
using SkiaSharp;

namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>Pixels in colour, opaque, row by row from the top.</summary>
public sealed class RasterImage
{
    private readonly uint[] pixels;

    /// <summary>Makes an image of one colour.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="rgb">0xRRGGBB; by default white.</param>
    public RasterImage(int width, int height, uint rgb = 0xFFFFFF)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        pixels = new uint[width * height];
        Array.Fill(pixels, 0xFF000000 | rgb);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>True where the picture is of light, so that a dark page shows it as it is; else it is of ink on paper.</summary>
    public bool IsPhoto { get; init; }

    /// <summary>The pixel at column x of row y, 0xRRGGBB.</summary>
    public uint this[int x, int y]
    {
        get => pixels[(y * Width) + x] & 0xFFFFFF;
        set => pixels[(y * Width) + x] = 0xFF000000 | value;
    }

    /// <summary>A digit as ink on paper: 255 becomes black, 0 white.</summary>
    public static RasterImage OfInk(DigitImage digit)
    {
        ArgumentNullException.ThrowIfNull(digit);
        return OfInk(digit.ToGrayImage());
    }

    /// <summary>A picture whose 255 is ink, as ink on paper.</summary>
    public static RasterImage OfInk(GrayImage ink)
    {
        ArgumentNullException.ThrowIfNull(ink);
        var image = new RasterImage(ink.Width, ink.Height);
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            uint paper = (uint)(byte.MaxValue - ink.Pixels[i]);
            image.pixels[i] = 0xFF000000 | (paper << 16) | (paper << 8) | paper;
        }

        return image;
    }

    /// <summary>A picture of light, black = 0, white = 255.</summary>
    public static RasterImage OfPhoto(GrayImage photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        var image = new RasterImage(photo.Width, photo.Height) { IsPhoto = true };
        for (int i = 0; i < photo.Pixels.Length; i++)
        {
            image.pixels[i] = 0xFF000000 | (0x010101u * photo.Pixels[i]);
        }

        return image;
    }

    /// <summary>Values as colours, row by row: 0 white, positive ones towards orange, negative ones towards blue.</summary>
    /// <param name="values">Width times height numbers.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="extent">The absolute value of full colour, over 0.</param>
    public static RasterImage OfSigned(ReadOnlySpan<float> values, int width, float extent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(extent);
        var image = new RasterImage(width, values.Length / width);
        for (int i = 0; i < values.Length; i++)
        {
            float share = Math.Clamp(Math.Abs(values[i]) / extent, 0, 1);
            uint full = values[i] >= 0 ? 0xC2500Au : 0x1F5FA8u;
            image.pixels[i] = 0xFF000000 | Blend(0xFFFFFF, full, share);
        }

        return image;
    }

    /// <summary>Puts a smaller image into this one.</summary>
    public void Paste(RasterImage image, int left, int top)
    {
        ArgumentNullException.ThrowIfNull(image);
        for (int y = 0; y < image.Height; y++)
        {
            Array.Copy(image.pixels, y * image.Width, pixels, ((top + y) * Width) + left, image.Width);
        }
    }

    /// <summary>The image as a PNG file.</summary>
    public byte[] ToPng()
    {
        using SKImage image = ToSkia();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>A colour between two.</summary>
    /// <param name="from">0xRRGGBB at share 0.</param>
    /// <param name="to">0xRRGGBB at share 1.</param>
    /// <param name="share">0 to 1.</param>
    internal static uint Blend(uint from, uint to, double share)
    {
        uint Channel(int shift)
        {
            double a = (from >> shift) & 0xFF;
            double b = (to >> shift) & 0xFF;
            return (uint)Math.Round(a + ((b - a) * share)) << shift;
        }

        return Channel(16) | Channel(8) | Channel(0);
    }

    internal SKImage ToSkia()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(pixels).CopyTo(bitmap.GetPixelSpan());
        return SKImage.FromBitmap(bitmap);
    }
}
