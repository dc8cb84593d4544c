using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>What augmentation makes of digits: each in a row, as it is and then changed anew and anew.</summary>
public static class AugmentationGallery
{
    /// <summary>Shows the first digits of a set and changed copies of each.</summary>
    /// <param name="dataset">The set.</param>
    /// <param name="options">How far to go; by default as in training.</param>
    /// <param name="digits">How many digits.</param>
    /// <param name="copies">How many changed copies of each.</param>
    /// <param name="seed">What chance follows from.</param>
    public static PictureOutput Of(DigitDataset dataset, AugmentationOptions? options = null, int digits = 4, int copies = 9, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var augmentation = new Augmentation((options ?? new()) with { Share = 1 });
        using var tensors = new DigitTensors(dataset.Take(digits));
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        Tensor originals = tensors.Slice(0, digits);
        DigitImage[][] changed =
            [.. Enumerable.Range(0, copies).Select(_ => DigitTensors.ToImages(augmentation.Apply(originals, generator)))];
        return DigitGallery.Rows(
            "Each digit as it is, and as training meets it",
            Enumerable.Range(0, (int)originals.shape[0]).Select(i => ($"{dataset.Label(i)}", Row(i))));

        IReadOnlyList<(DigitImage, string)> Row(int i) =>
            [(dataset.Image(i), "original"), .. changed.Select((batch, copy) => (batch[i], $"copy {copy + 1}"))];
    }
}
