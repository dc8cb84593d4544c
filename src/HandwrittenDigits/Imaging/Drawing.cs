namespace HandwrittenDigits.Imaging;

/// <summary>
/// What a pen drew: strokes in the order in which they were made, y growing downwards, in any unit.
/// </summary>
/// <param name="Strokes">The strokes; none is an empty sheet.</param>
public sealed record Drawing(IReadOnlyList<Stroke> Strokes)
{
    /// <summary>True where nothing was drawn.</summary>
    public bool IsEmpty => Strokes.Count == 0;
}
