namespace HandwrittenDigits.Imaging;

/// <summary>
/// How <see cref="StrokeRasterizer"/> turns a pen's path into ink.
/// </summary>
public sealed record StrokeRasterizerOptions
{
    /// <summary>
    /// Width of the round pen in pixels of the 28x28 image, 0.5 to 8; 2.3 by default, which gives real pen strokes
    /// as much ink as MNIST's digits have.
    /// </summary>
    public double PenWidth { get; init; } = 2.3;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        // Under 0.5 a dot could fall between the centres of all pixels.
        if (!(PenWidth >= 0.5 && PenWidth <= 8))
        {
            throw new ArgumentOutOfRangeException(
                nameof(PenWidth), PenWidth, "The pen's width is in pixels of the 28x28 image: 0.5 to 8.");
        }
    }
}
