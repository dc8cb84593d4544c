using HandwrittenDigits.Data;
using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>
/// What one epoch trains on: the training images, and synthetic digits and drawings that are no digit, made anew by the epoch's seed.
/// </summary>
/// <remarks>
/// A drawing that is no digit has a tenth of the probability on every digit as its target (Hendrycks, Mazeika and Dietterich, "Deep
/// Anomaly Detection with Outlier Exposure", ICLR 2019).
/// </remarks>
internal sealed class EpochImages : IDisposable
{
    // The label after the digits'.
    private const byte NoDigit = DigitDataset.ClassCount;

    private readonly DigitTensors images;
    private readonly Tensor targets;

    public EpochImages(DigitDataset train, TrainingOptions options, int seed, Device device)
    {
        DigitDataset synthetic = SyntheticDigits.Dataset(options.SyntheticPerEpoch, seed);
        byte[] nonDigits = NonDigits.Images(options.NonDigitsPerEpoch, seed);
        byte[] noDigits = [.. Enumerable.Repeat(NoDigit, options.NonDigitsPerEpoch)];
        images = new DigitTensors(
            Join(train.Pixels, synthetic.Pixels, nonDigits), Join(train.Labels, synthetic.Labels, noDigits), device);
        using Tensor digits = eye(DigitDataset.ClassCount, device: device);
        using Tensor noDigit = full([1, DigitDataset.ClassCount], 1.0 / DigitDataset.ClassCount, device: device);
        targets = cat([digits, noDigit]);
    }

    /// <summary>How many images there are, N.</summary>
    public int Count => images.Count;

    /// <summary>The images at <paramref name="indices"/> and what the network should say of them.</summary>
    /// <param name="indices"><c>[B]</c> int64, each 0 to N - 1.</param>
    /// <returns>Images <c>[B, 1, 28, 28]</c> float32, ink = 1; probabilities <c>[B, 10]</c>. The caller disposes them.</returns>
    public (Tensor Images, Tensor Targets) Batch(Tensor indices)
    {
        (Tensor batch, Tensor labels) = images.Batch(indices);
        using (labels)
        {
            return (batch, targets.index_select(0, labels));
        }
    }

    // Most trainings add nothing, and the first touch of 47 MB takes longer than ten steps of a small network.
    private static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> train, ReadOnlyMemory<byte> synthetic, ReadOnlyMemory<byte> nonDigits) =>
        synthetic.IsEmpty && nonDigits.IsEmpty ? train : (byte[])[.. train.Span, .. synthetic.Span, .. nonDigits.Span];

    public void Dispose()
    {
        images.Dispose();
        targets.Dispose();
    }
}
