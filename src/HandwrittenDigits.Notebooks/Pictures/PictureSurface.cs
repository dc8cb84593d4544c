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

/// <summary>How a line is broken, which tells series apart without colour.</summary>
public enum LineDash
{
    /// <summary>Not at all.</summary>
    Solid,

    /// <summary>Into dashes.</summary>
    Dashed,

    /// <summary>Into dots.</summary>
    Dotted,
}

/// <summary>The shape of a data point, which tells series apart without colour.</summary>
public enum MarkerShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A diagonal cross.</summary>
    Cross,
}

/// <summary>Which part of a text is at the point it is drawn at.</summary>
public enum TextAlign
{
    /// <summary>Its left end.</summary>
    Left,

    /// <summary>Its middle.</summary>
    Centre,

    /// <summary>Its right end.</summary>
    Right,
}
