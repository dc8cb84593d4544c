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

/// <summary>
/// The path of a pen from where it touches the paper to where it leaves it.
/// </summary>
public sealed class Stroke
{
    /// <summary>Makes a stroke of the points given, in the order in which the pen passed them.</summary>
    /// <param name="points">At least one point; a single one is a dot.</param>
    /// <exception cref="ArgumentException">There is no point, or a coordinate is not a finite number.</exception>
    public Stroke(IEnumerable<InkPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        InkPoint[] path = [.. points];
        if (path.Length == 0)
        {
            throw new ArgumentException("A stroke needs at least one point.", nameof(points));
        }

        if (Array.FindIndex(path, point => !double.IsFinite(point.X) || !double.IsFinite(point.Y)) is var index and >= 0)
        {
            throw new ArgumentException(
                $"Point {index} of the stroke is {path[index]}: coordinates have to be finite numbers.", nameof(points));
        }

        Points = path;
    }

    /// <summary>The points, at least one.</summary>
    public IReadOnlyList<InkPoint> Points { get; }
}

/// <summary>
/// One sample of a pen's path.
/// </summary>
/// <param name="X">Distance from the left edge, growing to the right, in any unit.</param>
/// <param name="Y">Distance from the top edge, growing downwards, in the same unit.</param>
public readonly record struct InkPoint(double X, double Y);

/// <summary>A drawing of which somebody said what digit it is.</summary>
/// <param name="Label">The digit, 0 to 9.</param>
/// <param name="Drawing">The strokes.</param>
/// <param name="Writer">Who drew it, where that is known.</param>
/// <param name="Device">What it was drawn on, where that is known.</param>
public sealed record LabelledDrawing(int Label, Drawing Drawing, string? Writer = null, string? Device = null);
