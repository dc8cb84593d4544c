using HandwrittenDigits.Data.Synthetic;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// Handwriting made by rule: each digit in the ways in which people write it, varied in slant, turn, proportions, curvature,
/// tremor, overshoot and pen, and drawn by the <see cref="StrokeRasterizer"/> that draws real strokes. What everything runs on
/// where there is no MNIST, and what shows a network the handwriting that MNIST lacks.
/// </summary>
/// <remarks>
/// Deterministic: a seed, an index and a <see cref="Version"/> make one drawing, however many are asked for, on every machine.
/// </remarks>
public static class SyntheticDigits
{
    /// <summary>Raised whenever the same seed begins to make other drawings.</summary>
    public const int Version = 2;

    // Keeps the pens' random numbers apart from the shapes', so that options on pens leave shapes alone.
    private const int PenStream = int.MinValue;

    private static readonly SyntheticDigitsOptions DefaultOptions = new();

    /// <summary>Writes <paramref name="count"/> digits as pen strokes.</summary>
    /// <param name="count">How many; of each digit the same number, give or take one.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="options">How; by default as people write.</param>
    /// <returns>Drawings about 200 units high, every ten of them one of each digit in some order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or an option is out of its range.</exception>
    public static IReadOnlyList<LabelledDrawing> Drawings(int count, int seed, SyntheticDigitsOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        options ??= DefaultOptions;
        options.Validate();
        var drawings = new LabelledDrawing[count];
        Parallel.For(0, count, index => drawings[index] = Write(index, seed, options.Variation));
        return drawings;
    }

    /// <summary>Writes <paramref name="count"/> digits and prepares them as MNIST does.</summary>
    /// <param name="count">How many; of each digit the same number, give or take one.</param>
    /// <param name="seed">Which ones: image i shows drawing i of <see cref="Drawings"/>.</param>
    /// <param name="options">How; by default as people write.</param>
    /// <returns>A set that says of itself that it is synthetic.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or an option is out of its range.</exception>
    public static DigitDataset Dataset(int count, int seed, SyntheticDigitsOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        options ??= DefaultOptions;
        options.Validate();
        byte[] pixels = new byte[count * DigitImage.PixelCount];
        byte[] labels = new byte[count];
        Parallel.For(0, count, index =>
        {
            LabelledDrawing written = Write(index, seed, options.Variation);
            labels[index] = (byte)written.Label;
            StrokeRasterizer.Rasterize(written.Drawing, ChoosePen(index, seed, options))
                .Pixels.Span.CopyTo(pixels.AsSpan(index * DigitImage.PixelCount));
        });
        return new DigitDataset($"synthetic digits (seed {seed})", pixels, labels, isSynthetic: true);
    }

    /// <summary>The pen of drawing <paramref name="index"/>: most often one of middling width.</summary>
    internal static StrokeRasterizerOptions ChoosePen(int index, int seed, SyntheticDigitsOptions? options = null)
    {
        options ??= DefaultOptions;
        var random = new SeededRandom(seed ^ PenStream, index);
        return new() { PenWidth = options.ThinnestPen + ((options.WidestPen - options.ThinnestPen) * (random.Next() + random.Next()) / 2) };
    }

    private static LabelledDrawing Write(int index, int seed, double variation)
    {
        int label = LabelOf(index, seed);
        var random = new SeededRandom(seed, index);
        Allograph way = Allographs.Choose(label, random);
        var pen = new Pen(random, variation * random.Between(0.008, 0.04));
        way.Draw(pen);
        return new LabelledDrawing(label, new Hand(random, variation).Write(pen, way.Freedom), Device: "synthetic");
    }

    // A Fisher-Yates shuffle of the ten digits for every ten drawings.
    private static int LabelOf(int index, int seed)
    {
        var random = new SeededRandom(seed, -1 - (index / DigitDataset.ClassCount));
        Span<int> digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (int i = digits.Length - 1; i > 0; i--)
        {
            int other = random.Below(i + 1);
            (digits[i], digits[other]) = (digits[other], digits[i]);
        }

        return digits[index % DigitDataset.ClassCount];
    }
}

/// <summary>How <see cref="SyntheticDigits"/> writes.</summary>
public sealed record SyntheticDigitsOptions
{
    /// <summary>How much the writing varies: 0 is by the book, 1 (the default) like people, at most 2.</summary>
    public double Variation { get; init; } = 1;

    /// <summary>The thinnest pen, in pixels of the 28x28 image; 1.7 by default.</summary>
    public double ThinnestPen { get; init; } = 1.7;

    /// <summary>The widest pen, in pixels of the 28x28 image; 3.1 by default. Widths near the middle are the most frequent.</summary>
    public double WidestPen { get; init; } = 3.1;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        if (!(Variation >= 0 && Variation <= 2))
        {
            throw new ArgumentOutOfRangeException(nameof(Variation), Variation, "The writing varies by 0 (by the book) to 2.");
        }

        if (!(ThinnestPen >= 0.5 && ThinnestPen <= WidestPen && WidestPen <= 8))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ThinnestPen),
                $"{ThinnestPen} to {WidestPen}",
                "Pens are 0.5 to 8 pixels wide, the thinnest not wider than the widest.");
        }
    }
}
