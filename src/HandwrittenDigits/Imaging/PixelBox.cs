namespace HandwrittenDigits.Imaging;

/// <summary>
/// A rectangle of whole pixels.
/// </summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct PixelBox(int Left, int Top, int Width, int Height)
{
    /// <summary>The column after the last one.</summary>
    public int Right => Left + Width;

    /// <summary>The row after the last one.</summary>
    public int Bottom => Top + Height;

    /// <summary>The smallest box around this one and a pixel.</summary>
    internal PixelBox With(int x, int y)
    {
        int left = Math.Min(Left, x);
        int top = Math.Min(Top, y);
        return new PixelBox(left, top, Math.Max(Right, x + 1) - left, Math.Max(Bottom, y + 1) - top);
    }

    /// <summary>The smallest box around others.</summary>
    /// <param name="boxes">At least one.</param>
    internal static PixelBox Around(IReadOnlyCollection<PixelBox> boxes)
    {
        int left = boxes.Min(box => box.Left);
        int top = boxes.Min(box => box.Top);
        return new PixelBox(left, top, boxes.Max(box => box.Right) - left, boxes.Max(box => box.Bottom) - top);
    }

    /// <summary>The smallest box around every pixel that is not 0, or <see langword="null"/> where all are.</summary>
    public static PixelBox? Of(GrayImage ink)
    {
        ArgumentNullException.ThrowIfNull(ink);
        int left = ink.Width, right = -1, top = ink.Height, bottom = -1;
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<byte> row = ink.Pixels.AsSpan(y * ink.Width, ink.Width);
            int first = row.IndexOfAnyExcept((byte)0);
            if (first < 0)
            {
                continue;
            }

            left = Math.Min(left, first);
            right = Math.Max(right, row.LastIndexOfAnyExcept((byte)0));
            top = Math.Min(top, y);
            bottom = y;
        }

        return right < 0 ? null : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }
}
