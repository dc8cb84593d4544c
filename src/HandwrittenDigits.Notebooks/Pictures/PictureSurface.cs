using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>What a <see cref="Picture"/> is drawn on. Lengths are CSS pixels, y grows downwards.</summary>
internal abstract class PictureSurface
{
    public abstract void Rectangle(double x, double y, double width, double height, Colour? fill, Colour? stroke);

    public abstract void Line(IReadOnlyList<InkPoint> points, Colour colour, double width, LineDash dash);

    public abstract void Marker(InkPoint centre, double radius, MarkerShape shape, Colour colour);

    public abstract void Text(InkPoint at, string text, Colour colour, double size, TextAlign align, bool bold, bool upright);

    public abstract void Image(double x, double y, double width, double height, RasterImage image);
}
