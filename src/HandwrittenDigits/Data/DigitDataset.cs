using System.Security.Cryptography;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// Labelled images of digits in managed memory: <c>[N, 28, 28] uint8</c>, paper = 0, ink = 255. Immutable.
/// </summary>
public sealed class DigitDataset
{
    /// <summary>The digits 0 to 9.</summary>
    public const int ClassCount = 10;

    /// <summary>Wraps the arrays given; they are not copied and must not change afterwards.</summary>
    /// <param name="name">What a person calls these data, for example <c>MNIST train</c>.</param>
    /// <param name="pixels">N times 784 bytes, image after image, row-major, ink = 255.</param>
    /// <param name="labels">N labels, 0 to 9.</param>
    /// <param name="writers">N identities of writers, or nothing where they are unknown.</param>
    /// <param name="isSynthetic">True where a program, not a person, drew these digits.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is not 0 to 9.</exception>
    public DigitDataset(
        string name, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels, ReadOnlyMemory<int> writers = default,
        bool isSynthetic = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (pixels.Length != labels.Length * DigitImage.PixelCount)
        {
            throw new ArgumentException(
                $"{labels.Length} labels need {(long)labels.Length * DigitImage.PixelCount} bytes of pixels, not {pixels.Length}.",
                nameof(pixels));
        }

        if (labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)(ClassCount - 1)) is var index and >= 0)
        {
            throw new ArgumentException($"Label {index} is {labels.Span[index]}: labels are digits, 0 to 9.", nameof(labels));
        }

        if (!writers.IsEmpty && writers.Length != labels.Length)
        {
            throw new ArgumentException($"{labels.Length} images need as many writers or none, not {writers.Length}.", nameof(writers));
        }

        Name = name;
        Pixels = pixels;
        Labels = labels;
        Writers = writers;
        IsSynthetic = isSynthetic;
    }

    /// <summary>What a person calls these data.</summary>
    public string Name { get; }

    /// <summary>How many images there are, N.</summary>
    public int Count => Labels.Length;

    /// <summary>N times 784 bytes, ink = 255.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>N labels, 0 to 9.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>Who wrote each image, or empty where that is unknown.</summary>
    public ReadOnlyMemory<int> Writers { get; }

    /// <summary>True where a program, not a person, drew these digits.</summary>
    public bool IsSynthetic { get; }

    /// <summary>How many images there are of each digit, ten numbers.</summary>
    public IReadOnlyList<int> ClassCounts
    {
        get
        {
            int[] counts = new int[ClassCount];
            foreach (byte label in Labels.Span)
            {
                counts[label]++;
            }

            return counts;
        }
    }

    /// <summary>The image at <paramref name="index"/>, 0 to N - 1; its pixels are shared, not copied.</summary>
    public DigitImage Image(int index) => new(Pixels.Slice(index * DigitImage.PixelCount, DigitImage.PixelCount));

    /// <summary>The label of the image at <paramref name="index"/>, 0 to 9.</summary>
    public int Label(int index) => Labels.Span[index];

    /// <summary>
    /// SHA-256 over all pixels, then all labels, in lower-case hexadecimal: the same data give the same hash wherever they came from.
    /// </summary>
    public string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Pixels.Span);
        hash.AppendData(Labels.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The images at <paramref name="indices"/>, in that order, copied.</summary>
    /// <param name="indices">Each 0 to N - 1; one may come twice.</param>
    /// <param name="name">What to call them; by default as this set.</param>
    public DigitDataset Subset(ReadOnlySpan<int> indices, string? name = null)
    {
        byte[] pixels = new byte[indices.Length * DigitImage.PixelCount];
        byte[] labels = new byte[indices.Length];
        int[] writers = Writers.IsEmpty ? [] : new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).Pixels.Span.CopyTo(pixels.AsSpan(i * DigitImage.PixelCount));
            labels[i] = Labels.Span[indices[i]];
            if (!Writers.IsEmpty)
            {
                writers[i] = Writers.Span[indices[i]];
            }
        }

        return new DigitDataset(name ?? Name, pixels, labels, writers, IsSynthetic);
    }

    /// <summary>The first <paramref name="count"/> images, or all where there are fewer; shared, not copied.</summary>
    public DigitDataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        count = Math.Min(count, Count);
        return new DigitDataset(
            Name, Pixels[..(count * DigitImage.PixelCount)], Labels[..count], Writers.IsEmpty ? Writers : Writers[..count], IsSynthetic);
    }

    /// <summary>This set followed by <paramref name="other"/>, copied. Writers are kept only where both sets know them.</summary>
    /// <param name="other">What comes after this set.</param>
    /// <param name="name">What to call the result.</param>
    public DigitDataset Concat(DigitDataset other, string name)
    {
        ArgumentNullException.ThrowIfNull(other);
        int[] writers = Writers.IsEmpty || other.Writers.IsEmpty ? [] : [.. Writers.Span, .. other.Writers.Span];
        byte[] pixels = [.. Pixels.Span, .. other.Pixels.Span];
        byte[] labels = [.. Labels.Span, .. other.Labels.Span];
        return new DigitDataset(name, pixels, labels, writers, IsSynthetic || other.IsSynthetic);
    }
}
