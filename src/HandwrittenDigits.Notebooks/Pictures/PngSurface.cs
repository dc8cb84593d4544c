using HandwrittenDigits.Imaging;
using ImageMagick;
using SkiaSharp;

namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>Draws a <see cref="Picture"/> as pixels, on white.</summary>
internal sealed class PngSurface : PictureSurface, IDisposable
{
    private const float Scale = 1.5f;
    private const uint MostColours = 128;

    private static readonly string[] Families = ["Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];
    private static readonly string? Family = Families.FirstOrDefault(family => SKFontManager.Default.FontFamilies.Contains(family));

    private readonly SKSurface surface;
    private readonly SKTypeface regular = SKTypeface.FromFamilyName(Family);
    private readonly SKTypeface bold = SKTypeface.FromFamilyName(Family, SKFontStyle.Bold);

    public PngSurface(int width, int height)
    {
        surface = SKSurface.Create(new SKImageInfo((int)(width * Scale), (int)(height * Scale), SKColorType.Bgra8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
    }

    /// <inheritdoc/>
    public override void Rectangle(double x, double y, double width, double height, Colour? fill, Colour? stroke)
    {
        var rectangle = SKRect.Create((float)x, (float)y, (float)width, (float)height);
        if (fill is { } inside)
        {
            using SKPaint paint = Paint(inside);
            surface.Canvas.DrawRect(rectangle, paint);
        }

        if (stroke is { } outline)
        {
            using SKPaint paint = Stroke(outline, 1);
            surface.Canvas.DrawRect(rectangle, paint);
        }
    }

    /// <inheritdoc/>
    public override void Line(IReadOnlyList<InkPoint> points, Colour colour, double width, LineDash dash)
    {
        using SKPaint paint = Stroke(colour, width);
        using SKPathEffect? effect = dash switch
        {
            LineDash.Dashed => SKPathEffect.CreateDash([6, 4], 0),
            LineDash.Dotted => SKPathEffect.CreateDash([2, 3], 0),
            _ => null,
        };
        paint.PathEffect = effect;
        paint.StrokeJoin = SKStrokeJoin.Round;
        using SKPath path = Path([.. points.Select(point => (point.X, point.Y))], close: false);
        surface.Canvas.DrawPath(path, paint);
    }

    /// <inheritdoc/>
    public override void Marker(InkPoint centre, double radius, MarkerShape shape, Colour colour)
    {
        (double x, double y, double r) = (centre.X, centre.Y, radius);
        using SKPaint fill = Paint(colour);
        switch (shape)
        {
            case MarkerShape.Square:
                surface.Canvas.DrawRect(SKRect.Create((float)(x - r), (float)(y - r), (float)(2 * r), (float)(2 * r)), fill);
                break;
            case MarkerShape.Diamond:
                using (SKPath path = Path([(x, y - (1.3 * r)), (x + (1.3 * r), y), (x, y + (1.3 * r)), (x - (1.3 * r), y)], close: true))
                {
                    surface.Canvas.DrawPath(path, fill);
                }

                break;
            case MarkerShape.Cross:
                using (SKPaint stroke = Stroke(colour, 2))
                {
                    surface.Canvas.DrawLine((float)(x - r), (float)(y - r), (float)(x + r), (float)(y + r), stroke);
                    surface.Canvas.DrawLine((float)(x - r), (float)(y + r), (float)(x + r), (float)(y - r), stroke);
                }

                break;
            default:
                surface.Canvas.DrawCircle((float)x, (float)y, (float)r, fill);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Text(InkPoint at, string text, Colour colour, double size, TextAlign align, bool bold, bool upright)
    {
        using SKPaint paint = Paint(colour);
        using var font = new SKFont(bold ? this.bold : regular, (float)size) { Subpixel = true };
        SKTextAlign anchor = align switch
        {
            TextAlign.Centre => SKTextAlign.Center,
            TextAlign.Right => SKTextAlign.Right,
            _ => SKTextAlign.Left,
        };
        surface.Canvas.Save();
        surface.Canvas.Translate((float)at.X, (float)at.Y);
        if (upright)
        {
            surface.Canvas.RotateDegrees(-90);
        }

        surface.Canvas.DrawText(text, 0, 0, anchor, font, paint);
        surface.Canvas.Restore();
    }

    /// <inheritdoc/>
    public override void Image(double x, double y, double width, double height, RasterImage image)
    {
        using SKImage pixels = image.ToSkia();
        surface.Canvas.DrawImage(
            pixels, SKRect.Create((float)x, (float)y, (float)width, (float)height), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    /// <summary>Draws all that follows lower by that many CSS pixels.</summary>
    public void MoveDown(double height) => surface.Canvas.Translate(0, (float)height);

    /// <summary>What was drawn, as a PNG file.</summary>
    public byte[] ToPng()
    {
        using SKPixmap pixels = surface.PeekPixels();
        using var image = new MagickImage();
        image.ReadPixels(
            pixels.GetPixelSpan(), new PixelReadSettings((uint)pixels.Width, (uint)pixels.Height, StorageType.Char, PixelMapping.BGRA));
        image.HasAlpha = false;

        // A palette: lines, text and a few colours need no more, and a notebook holds dozens of these.
        image.Quantize(new QuantizeSettings { Colors = MostColours, DitherMethod = DitherMethod.No, MeasureErrors = false });
        return image.ToByteArray(MagickFormat.Png8);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        surface.Dispose();
        regular.Dispose();
        bold.Dispose();
    }

    private static SKPaint Paint(Colour colour) =>
        new() { Color = new SKColor(colour.Argb).WithAlpha((byte)Math.Round(colour.Opacity * byte.MaxValue)), IsAntialias = true };

    private static SKPaint Stroke(Colour colour, double width)
    {
        SKPaint paint = Paint(colour);
        paint.IsStroke = true;
        paint.StrokeWidth = (float)width;
        return paint;
    }

    private static SKPath Path(IReadOnlyList<(double X, double Y)> points, bool close)
    {
        var path = new SKPath();
        for (int i = 0; i < points.Count; i++)
        {
            if (i == 0)
            {
                path.MoveTo((float)points[i].X, (float)points[i].Y);
            }
            else
            {
                path.LineTo((float)points[i].X, (float)points[i].Y);
            }
        }

        if (close)
        {
            path.Close();
        }

        return path;
    }
}
