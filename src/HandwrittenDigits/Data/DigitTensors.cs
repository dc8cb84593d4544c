using System.Runtime.InteropServices;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Data;

/// <summary>
/// A <see cref="DigitDataset"/> resident on a device. Pixels stay bytes until a batch is taken, and a batch is one slice or one
/// <c>index_select</c>: building it image by image, as a data loader does, costs more than a small network's work on it.
/// </summary>
public sealed class DigitTensors : IDisposable
{
    /// <summary>Copies the data to the device.</summary>
    /// <param name="dataset">At least one image.</param>
    /// <param name="device">Where to; by default the CPU.</param>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public DigitTensors(DigitDataset dataset, Device? device = null)
        : this((dataset ?? throw new ArgumentNullException(nameof(dataset))).Pixels, dataset.Labels, device)
    {
    }

    /// <summary>Copies images to the device whose labels need not be digits.</summary>
    internal DigitTensors(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels, Device? device)
    {
        LibTorchLoader.Load();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = empty(labels.Length, 1, DigitImage.Side, DigitImage.Side, dtype: ScalarType.Byte);
        images.bytes = MemoryMarshal.AsMemory(pixels).Span;
        Tensor classes = empty(labels.Length, dtype: ScalarType.Byte);
        classes.bytes = MemoryMarshal.AsMemory(labels).Span;
        Images = images.to(device ?? CPU).MoveToOuterDisposeScope().DetachFromDisposeScope();
        Labels = classes.to(ScalarType.Int64).to(device ?? CPU).MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    /// <summary><c>[N, 1, 28, 28]</c> uint8, ink = 255.</summary>
    public Tensor Images { get; }

    /// <summary><c>[N]</c> int64, 0 to 9.</summary>
    public Tensor Labels { get; }

    /// <summary>How many images there are, N.</summary>
    public int Count => (int)Images.shape[0];

    /// <summary>The images and labels at <paramref name="indices"/>, in that order.</summary>
    /// <param name="indices"><c>[B]</c> int64 on the same device, each 0 to N - 1.</param>
    /// <returns>Images <c>[B, 1, 28, 28]</c> float32, ink = 1; labels <c>[B]</c> int64. The caller disposes them.</returns>
    public (Tensor Images, Tensor Labels) Batch(Tensor indices)
    {
        using Tensor bytes = Images.index_select(0, indices);
        return (ToFloat(bytes), Labels.index_select(0, indices));
    }

    /// <summary>The images from <paramref name="start"/> on, at most <paramref name="count"/> of them.</summary>
    /// <returns><c>[B, 1, 28, 28]</c> float32, ink = 1. The caller disposes it.</returns>
    public Tensor Slice(int start, int count)
    {
        using Tensor bytes = Images.slice(0, start, Math.Min(start + count, Count), 1);
        return ToFloat(bytes);
    }

    /// <summary>Images of a batch, to be looked at.</summary>
    /// <param name="batch"><c>[B, 1, 28, 28]</c> float32, ink = 1; what is below 0 or above 1 is cut off.</param>
    public static DigitImage[] ToImages(Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using DisposeScope scope = NewDisposeScope();
        Tensor bytes = (batch.detach().cpu() * byte.MaxValue).round().clamp(0, byte.MaxValue).to(ScalarType.Byte).contiguous();
        return [.. bytes.data<byte>().ToArray().Chunk(DigitImage.PixelCount).Select(pixels => new DigitImage(pixels))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }

    private static Tensor ToFloat(Tensor bytes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = bytes.to(ScalarType.Float32);

        // Held by a name: a passing one may be finalised while libtorch still reads it.
        using Scalar fullInk = byte.MaxValue;
        return ImageLayout.ChannelsLast(pixels.div(fullInk)).MoveToOuterDisposeScope();
    }
}
