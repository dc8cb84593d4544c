namespace HandwrittenDigits.Imaging;

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
            throw new ArgumentException($"Point {index} of the stroke is {path[index]}: coordinates have to be finite numbers.", nameof(points));
        }

        Points = path;
    }

    /// <summary>The points, at least one.</summary>
    public IReadOnlyList<InkPoint> Points { get; }
}
