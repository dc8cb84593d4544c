using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>Makes data sets of pen strokes.</summary>
public static class StrokeDataset
{
    /// <summary>Draws every drawing as MNIST would hold it.</summary>
    /// <param name="drawings">What was drawn.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="options">The pen; by default <see cref="StrokeRasterizerOptions"/>'s defaults.</param>
    /// <param name="isSynthetic">True where a program made the drawings.</param>
    /// <returns>
    /// Images in the order of the drawings. Writers are numbered from 0 in the order of their names, where every drawing has one.
    /// </returns>
    public static DigitDataset Rasterize(
        IReadOnlyList<LabelledDrawing> drawings, string name, StrokeRasterizerOptions? options = null, bool isSynthetic = false)
    {
        ArgumentNullException.ThrowIfNull(drawings);
        options?.Validate();
        byte[] pixels = new byte[drawings.Count * DigitImage.PixelCount];
        Parallel.For(0, drawings.Count, i =>
            StrokeRasterizer.Rasterize(drawings[i].Drawing, options).Pixels.Span.CopyTo(pixels.AsSpan(i * DigitImage.PixelCount)));
        byte[] labels = [.. drawings.Select(drawing => (byte)drawing.Label)];
        return new DigitDataset(name, pixels, labels, Writers(drawings), isSynthetic);
    }

    private static int[] Writers(IReadOnlyList<LabelledDrawing> drawings)
    {
        if (drawings.Any(drawing => drawing.Writer is null))
        {
            return [];
        }

        string[] names = [.. drawings.Select(drawing => drawing.Writer!).Distinct().Order(StringComparer.Ordinal)];
        var numbers = names.Select((writer, number) => (writer, number)).ToDictionary();
        return [.. drawings.Select(drawing => numbers[drawing.Writer!])];
    }
}
