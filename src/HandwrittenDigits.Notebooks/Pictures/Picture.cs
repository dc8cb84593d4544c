using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>
/// A drawing of lines, text and images that becomes SVG in a page, in the colours of its theme, and a PNG file where no page is.
/// Lengths are CSS pixels, y grows downwards.
/// </summary>
public sealed class Picture
{
    private const int LineHeight = 18;

    // That of bold letters of the title's size, on the wide side.
    private const double LetterWidth = 8.6;

    private readonly List<Action<PictureSurface>> shapes = [];

    /// <summary>An empty picture.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="description">What is to be seen in it, for those who can't see it.</param>
    public Picture(int width, int height, string description)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        Description = description;
    }

    /// <summary>Its width.</summary>
    public int Width { get; }

    /// <summary>Its height.</summary>
    public int Height { get; }

    /// <summary>What is to be seen in it, for those who can't see it.</summary>
    public string Description { get; }

    /// <summary>Adds a rectangle, filled, outlined or both.</summary>
    public void Rectangle(double x, double y, double width, double height, Colour? fill, Colour? stroke = null) =>
        shapes.Add(surface => surface.Rectangle(x, y, width, height, fill, stroke));

    /// <summary>Adds a line through the points.</summary>
    public void Line(IReadOnlyList<InkPoint> points, Colour colour, double width = 1, LineDash dash = LineDash.Solid) =>
        shapes.Add(surface => surface.Line(points, colour, width, dash));

    /// <summary>Adds a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, Colour colour, double width = 1, LineDash dash = LineDash.Solid) =>
        Line([new InkPoint(x1, y1), new InkPoint(x2, y2)], colour, width, dash);

    /// <summary>Adds a data point.</summary>
    public void Marker(double x, double y, double radius, MarkerShape shape, Colour colour) =>
        shapes.Add(surface => surface.Marker(new InkPoint(x, y), radius, shape, colour));

    /// <summary>Adds a line of text, its base line at y.</summary>
    /// <param name="x">Where it is aligned to.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="align">Which part of it is at x.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="upright">Whether it runs upwards instead of to the right.</param>
    public void Text(
        double x, double y, string text, Colour? colour = null, double size = 13, TextAlign align = TextAlign.Left, bool bold = false,
        bool upright = false) =>
        shapes.Add(surface => surface.Text(new InkPoint(x, y), text, colour ?? Colour.Text, size, align, bold, upright));

    /// <summary>Adds an image, its pixels as squares.</summary>
    public void Image(double x, double y, double width, double height, RasterImage image) =>
        shapes.Add(surface => surface.Image(x, y, width, height, image));

    /// <summary>The picture as an SVG element.</summary>
    public string ToSvg()
    {
        var surface = new SvgSurface(Width, Height, Description);
        Draw(surface);
        return surface.ToString();
    }

    /// <summary>The picture as a PNG file on white, half again as fine as its size says.</summary>
    /// <param name="title">A line above it, or none.</param>
    public byte[] ToPng(string? title = null)
    {
        string[] lines = title is null ? [] : Wrap(title, (int)((Width - 8) / LetterWidth));
        int head = lines.Length == 0 ? 0 : (lines.Length * LineHeight) + 12;
        using var surface = new PngSurface(Width, Height + head);
        for (int i = 0; i < lines.Length; i++)
        {
            surface.Text(new InkPoint(2, 16 + (i * LineHeight)), lines[i], Colour.Text, 13, TextAlign.Left, bold: true, upright: false);
        }

        surface.MoveDown(head);
        Draw(surface);
        return surface.ToPng();
    }

    private static string[] Wrap(string text, int length)
    {
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > length)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }

        return [.. lines];
    }

    private void Draw(PictureSurface surface)
    {
        foreach (Action<PictureSurface> shape in shapes)
        {
            shape(surface);
        }
    }
}
