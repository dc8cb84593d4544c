namespace HandwrittenDigits.Imaging;

/// <summary>
/// A picture of one channel, row by row from the top. What 0 and 255 mean (paper or ink) is said where it is used.
/// </summary>
public sealed class GrayImage
{
    /// <summary>Wraps the pixels given; they are not copied.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels"><paramref name="width"/> times <paramref name="height"/> bytes, row-major.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    public GrayImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.LongLength != (long)width * height)
        {
            throw new ArgumentException(
                $"A picture of {width} by {height} has {(long)width * height} pixels, not {pixels.LongLength}.", nameof(pixels));
        }

        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, row-major: <c>[y * Width + x]</c>.</summary>
    public byte[] Pixels { get; }

    /// <summary>The pixel at column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    public byte this[int x, int y] => Pixels[(y * Width) + x];
}
