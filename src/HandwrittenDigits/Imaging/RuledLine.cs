namespace HandwrittenDigits.Imaging;

/// <summary>
/// A straight line that runs nearly along an axis, from one end to the other, and the pixels that are it: first and last index, and how
/// far from one to the next.
/// </summary>
internal sealed record RuledLine(bool IsLevel, int First, int Last, IReadOnlyList<(int From, int To, int Stride)> Runs)
{
    /// <summary>True where it runs from one border of the picture to the other.</summary>
    public bool CrossesAll(GrayImage ink)
    {
        int end = IsLevel ? ink.Width : ink.Height;
        return First <= 0.02 * end && Last >= 0.98 * (end - 1);
    }

    /// <summary>
    /// True where the box lies within the line's length, clear of both ends, and the line is so many times as long as what it crosses.
    /// </summary>
    public bool ReachesBeyond(PixelBox box, double factor, GrayImage ink)
    {
        int from = IsLevel ? box.Left : box.Top;
        int to = IsLevel ? box.Right : box.Bottom;
        int length = Last - First + 1;
        double clear = 0.04 * Math.Max(box.Width, box.Height);
        int crossed = CrossesAll(ink) ? to - from : Math.Max(box.Width, box.Height);
        return length >= factor * crossed
            && from - First >= clear && Last - to >= clear;
    }
}
