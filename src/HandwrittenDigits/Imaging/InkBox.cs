namespace HandwrittenDigits.Imaging;

/// <summary>
/// The smallest upright rectangle around some ink.
/// </summary>
/// <param name="Left">Least x.</param>
/// <param name="Top">Least y.</param>
/// <param name="Right">Greatest x, at least <paramref name="Left"/>.</param>
/// <param name="Bottom">Greatest y, at least <paramref name="Top"/>.</param>
public readonly record struct InkBox(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Extent in x, 0 for a dot or an upright line.</summary>
    public double Width => Right - Left;

    /// <summary>Extent in y, 0 for a dot or a level line.</summary>
    public double Height => Bottom - Top;

    /// <summary>The box around the centre line of every stroke of <paramref name="drawing"/>, in the drawing's unit.</summary>
    /// <returns>The box, or <see langword="null"/> where nothing was drawn.</returns>
    public static InkBox? Of(Drawing drawing)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        if (drawing.IsEmpty)
        {
            return null;
        }

        double left = double.PositiveInfinity, top = double.PositiveInfinity;
        double right = double.NegativeInfinity, bottom = double.NegativeInfinity;
        foreach (Stroke stroke in drawing.Strokes)
        {
            foreach (InkPoint point in stroke.Points)
            {
                left = Math.Min(left, point.X);
                right = Math.Max(right, point.X);
                top = Math.Min(top, point.Y);
                bottom = Math.Max(bottom, point.Y);
            }
        }

        return new InkBox(left, top, right, bottom);
    }
}
