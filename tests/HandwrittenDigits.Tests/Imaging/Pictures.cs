using HandwrittenDigits.Imaging;
using SkiaSharp;

namespace HandwrittenDigits.Tests.Imaging;

/// <summary>Pictures as tests need them: photos of a drawing on paper, and files of any format.</summary>
internal static class Pictures
{
    /// <summary>A photo of a drawing: a pen on paper under light that falls from left to right and from top to bottom.</summary>
    /// <param name="drawing">What was drawn.</param>
    /// <param name="side">Pixels a side; the drawing takes half of it.</param>
    /// <param name="pen">The pen's width as a share of the drawing's size.</param>
    /// <param name="seed">Of the noise.</param>
    /// <param name="noise">The noise's amplitude, in grey levels.</param>
    /// <param name="unevenness">Share of the light that is lost from the upper left to the lower right corner.</param>
    /// <param name="shadow">Whether a strip along the left border lies in the dark.</param>
    public static GrayImage Photo(
        Drawing drawing, int side = 300, double pen = 0.06, int seed = 1, double noise = 6, double unevenness = 0.5, bool shadow = false)
    {
        InkBox box = InkBox.Of(drawing)!.Value;
        double size = Math.Max(box.Width, box.Height);
        double scale = side / 2.0 / size;
        var random = new Random(seed);
        byte[] pixels = new byte[side * side];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                var point = new InkPoint(box.Left + ((x - (side * 0.3)) / scale), box.Top + ((y - (side * 0.25)) / scale));
                double distance = drawing.Strokes.Min(stroke => Distance(stroke, point)) * scale;
                double ink = Math.Clamp(0.5 + (pen * size * scale / 2) - distance, 0, 1);
                double light = 210 * (1 - (unevenness * (x + y) / (2 * side))) * (shadow && x < side / 14 ? 0.3 : 1);
                pixels[(y * side) + x] = (byte)Math.Clamp((light * (1 - (0.65 * ink))) + (noise * (random.NextDouble() - 0.5) * 2), 0, 255);
            }
        }

        return new GrayImage(side, side, pixels);
    }

    /// <summary>A picture out of focus: each pixel is the mean of a square around it.</summary>
    public static GrayImage Blurred(GrayImage picture, int radius) => new(picture.Width, picture.Height, [.. Enumerable
        .Range(0, picture.Pixels.Length)
        .Select(i => (byte)Enumerable.Range(-radius, (2 * radius) + 1).Average(y => Enumerable.Range(-radius, (2 * radius) + 1).Average(x =>
            picture[
                Math.Clamp((i % picture.Width) + x, 0, picture.Width - 1),
                Math.Clamp((i / picture.Width) + y, 0, picture.Height - 1)])))]);

    public static GrayImage Inverted(this GrayImage picture) =>
        new(picture.Width, picture.Height, Array.ConvertAll(picture.Pixels, value => (byte)(255 - value)));

    /// <summary>Mean distance of two images' pixels, in grey levels.</summary>
    public static double Difference(this DigitImage one, DigitImage other) =>
        one.Pixels.ToArray().Zip(other.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Average();

    public static SKBitmap Bitmap(int width, int height, Func<int, int, SKColor> color)
    {
        var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, color(x, y));
            }
        }

        return bitmap;
    }

    public static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using SKData data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>A 24-bit BMP (Skia writes none): BITMAPFILEHEADER, BITMAPINFOHEADER, rows from the bottom, padded to four bytes.</summary>
    public static byte[] Bmp(int width, int height, Func<int, int, byte> gray)
    {
        int stride = ((width * 3) + 3) / 4 * 4;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("BM"u8);
        writer.Write(54 + (stride * height));
        writer.Write(0);
        writer.Write(54);
        writer.Write(40);
        writer.Write(width);
        writer.Write(height);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(new byte[24]);
        for (int y = height - 1; y >= 0; y--)
        {
            byte[] row = new byte[stride];
            for (int x = 0; x < width; x++)
            {
                row.AsSpan(x * 3, 3).Fill(gray(x, y));
            }

            writer.Write(row);
        }

        return stream.ToArray();
    }

    /// <summary>The JPEG with an EXIF segment after its start that says nothing but the orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8,
            .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
            0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private static double Distance(Stroke stroke, InkPoint point)
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < stroke.Points.Count; i++)
        {
            InkPoint from = stroke.Points[i];
            InkPoint to = stroke.Points[Math.Min(i + 1, stroke.Points.Count - 1)];
            double dx = to.X - from.X;
            double dy = to.Y - from.Y;
            double squared = (dx * dx) + (dy * dy);
            double along = squared > 0 ? Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / squared, 0, 1) : 0;
            nearest =
                Math.Min(nearest, Math.Sqrt(Math.Pow(point.X - from.X - (along * dx), 2) + Math.Pow(point.Y - from.Y - (along * dy), 2)));
        }

        return nearest;
    }
}
