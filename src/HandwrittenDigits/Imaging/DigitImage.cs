namespace HandwrittenDigits.Imaging;

/// <summary>
/// One digit as MNIST holds it: 28 by 28 pixels, row by row from the top, paper = 0, ink = 255.
/// </summary>
public sealed class DigitImage
{
    /// <summary>Pixels in a row, and rows.</summary>
    public const int Side = 28;

    /// <summary>Pixels in an image.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>Wraps the pixels given; they are not copied.</summary>
    /// <param name="pixels">784 bytes, row-major, ink = 255.</param>
    /// <exception cref="ArgumentException">There are not 784 bytes.</exception>
    public DigitImage(ReadOnlyMemory<byte> pixels)
    {
        if (pixels.Length != PixelCount)
        {
            throw new ArgumentException($"A digit's image has {Side} x {Side} = {PixelCount} pixels, not {pixels.Length}.", nameof(pixels));
        }

        Pixels = pixels;
    }

    /// <summary>The pixels, row-major: <c>[y * 28 + x]</c>.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The pixel at column <paramref name="x"/> of row <paramref name="y"/>; ink = 255.</summary>
    public byte this[int x, int y] => Pixels.Span[(y * Side) + x];

    /// <summary>True where there is no ink at all.</summary>
    public bool IsBlank => !Pixels.Span.ContainsAnyExcept((byte)0);

    /// <summary>The same pixels as a picture of any size, ink = 255. The pixels are copied.</summary>
    public GrayImage ToGrayImage() => new(Side, Side, Pixels.ToArray());
}
