namespace HandwrittenDigits.Notebooks.Pictures;

/// <summary>
/// A colour of a <see cref="Picture"/>, in a page and in a PNG file. In a page the colours of text and lines follow the page's
/// text; all others are of a middle lightness, which gives them a contrast of at least 3:1 to white and to VS Code's dark grounds
/// alike (WCAG 2.2, 1.4.11).
/// </summary>
/// <param name="Css">What it is called in a page.</param>
/// <param name="Argb">What it is in a PNG file, whose ground is white.</param>
/// <param name="Opacity">How much of it is seen, 0 to 1.</param>
public readonly record struct Colour(string Css, uint Argb, double Opacity = 1)
{
    private const int MostSpreadOfShade = 24;

    /// <summary>Text.</summary>
    public static Colour Text { get; } = new("currentColor", 0xFF1F2328);

    /// <summary>Text of less weight.</summary>
    public static Colour Muted { get; } = Text with { Opacity = 0.72 };

    /// <summary>Lines of a grid.</summary>
    public static Colour Grid { get; } = Text with { Opacity = 0.18 };

    /// <summary>Paper; on a dark page dark.</summary>
    public static Colour Paper { get; } = Of(0xFFFFFF);

    /// <summary>What is to be noticed first.</summary>
    public static Colour Accent { get; } = Of(0x2B83D6);

    /// <summary>What went wrong.</summary>
    public static Colour Wrong { get; } = Of(0xDD4B3E);

    /// <summary>What went right.</summary>
    public static Colour Right { get; } = Of(0x2F9457);

    /// <summary>Colours for series of data, in the order of their use; markers and dashes tell series apart as well.</summary>
    public static IReadOnlyList<Colour> Series { get; } = [Accent, Of(0xD9730D), Right, Of(0x9A62D3), Wrong, Of(0x8A7A3A)];

    /// <summary>
    /// True for paper, ink and the greys between them, which change places on a dark page; the page's own text follows by itself.
    /// </summary>
    internal bool IsShade => Css[0] == '#' && Spread((byte)(Argb >> 16), (byte)(Argb >> 8), (byte)Argb) <= MostSpreadOfShade;

    /// <summary>A colour that is the same in every theme, unless it is a grey.</summary>
    /// <param name="rgb">Red, green and blue: 0xRRGGBB.</param>
    public static Colour Of(uint rgb) => new($"#{rgb:x6}", 0xFF000000 | rgb);

    private static int Spread(byte red, byte green, byte blue) =>
        Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue));
}
