using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Inference;

/// <summary>
/// Runs a <see cref="FoldedNetwork"/> in managed code with the processor's vectors: no libtorch, one thread an image, nothing
/// allocated but the result. Any number of threads may use one instance.
/// </summary>
/// <remarks>
/// A single image is too little work to share: waking a second thread costs more than the whole network. Each convolution is
/// computed directly, many output channels at a time, for a few pixels at once (see <c>ConvolutionTiles</c>).
/// </remarks>
public sealed class ManagedNetwork : IDigitNetwork
{
    private readonly FeatureMapLayout picture;
    private readonly INetworkStage[] stages;
    private readonly INetworkStage[] detection;
    private readonly int[] places;
    private readonly float scale;
    private readonly float offset;
    private readonly ConcurrentQueue<float[][]> idleBuffers = new();

    /// <summary>Repacks the weights for the loops that read them.</summary>
    /// <param name="network">The network; it is not changed.</param>
    public ManagedNetwork(FoldedNetwork network)
        : this(network, Vector512.IsHardwareAccelerated)
    {
    }

    /// <summary>Repacks the weights for vectors of a chosen width.</summary>
    /// <param name="network">The network; it is not changed.</param>
    /// <param name="wideVectors">
    /// Whether to compute with <see cref="WideVector"/>, not <see cref="PortableVector"/>; every processor can do both.
    /// </param>
    internal ManagedNetwork(FoldedNetwork network, bool wideVectors)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        (scale, offset) = (network.InputScale / byte.MaxValue, network.InputOffset);
        picture = new FeatureMapLayout(1, 1, DigitImage.Side, DigitImage.Side, BorderBefore(network.Layers, 0));
        stages = Stages(network.Layers, picture, wideVectors);
        FeatureMapLayout features = stages.Length > 1 ? stages[^2].Output : picture;
        detection = network.Detector is { } detector ? Stages(detector.Layers, features, wideVectors) : [];
        FeatureMapLayout last = stages.Length > 0 ? stages[^1].Output : picture;
        places = [.. Enumerable.Range(0, DigitDataset.ClassCount).Select(last.FeatureOffset)];
    }

    /// <summary>The network that runs here.</summary>
    public FoldedNetwork Network { get; }

    /// <summary>Ten logits for one image.</summary>
    public float[] Logits(DigitImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        float[] logits = new float[DigitDataset.ClassCount];
        Logits(image.Pixels.Span, logits);
        return logits;
    }

    /// <summary>Ten logits for one image of bytes.</summary>
    /// <param name="pixels">784 bytes, row-major, ink = 255.</param>
    /// <param name="logits">Receives ten numbers.</param>
    /// <returns>What the network's detector says: under 0 where there is no digit. Without a detector, infinity.</returns>
    /// <exception cref="ArgumentException">There are not 784 bytes, or there is no room for ten logits.</exception>
    public float Logits(ReadOnlySpan<byte> pixels, Span<float> logits)
    {
        RequireLengths(pixels.Length, logits.Length);
        float[][] buffers = RentBuffers();
        for (int y = 0; y < DigitImage.Side; y++)
        {
            ReadOnlySpan<byte> row = pixels.Slice(y * DigitImage.Side, DigitImage.Side);
            Span<float> target = buffers[0].AsSpan(picture.Offset(0, y), DigitImage.Side);
            for (int x = 0; x < row.Length; x++)
            {
                target[x] = (row[x] * scale) + offset;
            }
        }

        return Run(buffers, logits);
    }

    /// <summary>Ten logits for one image of numbers.</summary>
    /// <param name="pixels">784 numbers, row-major, paper = 0, ink = 1.</param>
    /// <param name="logits">Receives ten numbers.</param>
    /// <returns>What the network's detector says: under 0 where there is no digit. Without a detector, infinity.</returns>
    /// <exception cref="ArgumentException">There are not 784 numbers, or there is no room for ten logits.</exception>
    public float Logits(ReadOnlySpan<float> pixels, Span<float> logits)
    {
        RequireLengths(pixels.Length, logits.Length);
        float[][] buffers = RentBuffers();
        for (int y = 0; y < DigitImage.Side; y++)
        {
            ReadOnlySpan<float> row = pixels.Slice(y * DigitImage.Side, DigitImage.Side);
            Span<float> target = buffers[0].AsSpan(picture.Offset(0, y), DigitImage.Side);
            for (int x = 0; x < row.Length; x++)
            {
                target[x] = (row[x] * Network.InputScale) + offset;
            }
        }

        return Run(buffers, logits);
    }

    /// <summary>Ten logits for each of many images.</summary>
    /// <param name="pixels">N times 784 bytes, image after image, ink = 255.</param>
    /// <param name="threads">How many threads share the images; by default one.</param>
    /// <param name="detected">Receives what the detector says of each image, where there is room for it.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <returns><c>[N, 10]</c>, row-major.</returns>
    /// <exception cref="ArgumentException">The bytes are not whole images.</exception>
    public float[] LogitsBatch(
        ReadOnlyMemory<byte> pixels, int threads = 1, Memory<float> detected = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (int count, int rest) = Math.DivRem(pixels.Length, DigitImage.PixelCount);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes are not a whole number of images of {DigitImage.PixelCount} bytes.", nameof(pixels));
        }

        float[] logits = new float[count * DigitDataset.ClassCount];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, count, options, i =>
        {
            float said = Logits(
                pixels.Span.Slice(i * DigitImage.PixelCount, DigitImage.PixelCount),
                logits.AsSpan(i * DigitDataset.ClassCount, DigitDataset.ClassCount));
            if (i < detected.Length)
            {
                detected.Span[i] = said;
            }
        });
        return logits;
    }

    private float Run(float[][] buffers, Span<float> logits)
    {
        for (int i = 0; i < stages.Length; i++)
        {
            stages[i].Run(buffers[i], buffers[i + 1]);
        }

        for (int digit = 0; digit < places.Length; digit++)
        {
            logits[digit] = buffers[stages.Length][places[digit]];
        }

        float detected = detection.Length > 0 ? Detect(buffers) : float.PositiveInfinity;
        idleBuffers.Enqueue(buffers);
        return detected;
    }

    // The detector reads what the last layer has read; its own results lie after those of the layers.
    private float Detect(float[][] buffers)
    {
        float[] source = buffers[stages.Length - 1];
        for (int i = 0; i < detection.Length; i++)
        {
            float[] target = buffers[stages.Length + 1 + i];
            detection[i].Run(source, target);
            source = target;
        }

        return source[0];
    }

    // Borders are zero from the start and never written.
    private float[][] RentBuffers() => idleBuffers.TryDequeue(out float[][]? buffers)
        ? buffers
        : [new float[picture.Length], .. stages.Concat(detection).Select(stage => new float[stage.Output.Length])];

    private static INetworkStage[] Stages(ImmutableArray<FoldedLayer> layers, FeatureMapLayout input, bool wideVectors) =>
        [.. wideVectors ? Stages<WideVector>(layers, input) : Stages<PortableVector>(layers, input)];

    private static IEnumerable<INetworkStage> Stages<TVector>(ImmutableArray<FoldedLayer> layers, FeatureMapLayout input)
        where TVector : unmanaged, IFloatVector<TVector>
    {
        for (int i = 0; i < layers.Length; i++)
        {
            FoldedLayer layer = layers[i];
            bool isRectified = layer.Layer is ConvolutionLayer or LinearLayer && IsRelu(layers, i + 1);
            int next = isRectified ? i + 2 : i + 1;
            (int height, int width) = (layer.Output.Height, layer.Output.Width);
            if (layer.Layer is ConvolutionLayer && next < layers.Length && layers[next].Layer is PoolingLayer pooling)
            {
                // A pooling leaves out the last row and column of an odd side, so they need not be computed.
                height = pooling.Rows(layer.Output).Taps.Max(taps => taps[^1]) + 1;
                width = pooling.Columns(layer.Output).Taps.Max(taps => taps[^1]) + 1;
            }

            var context = new StageContext(layer, input, height, width, BorderBefore(layers, next), isRectified);
            if (layer.Layer.ToStage<TVector>(context) is { } stage)
            {
                yield return stage;
                input = stage.Output;
            }

            i = next - 1;
        }
    }

    private static bool IsRelu(ImmutableArray<FoldedLayer> layers, int layer) =>
        layer < layers.Length && layers[layer].Layer is ActivationLayer { Function: ActivationFunction.Relu };

    // Of the next layer that does anything.
    private static int BorderBefore(ImmutableArray<FoldedLayer> layers, int layer) =>
        layer < layers.Length && layers[layer].Layer is ConvolutionLayer { Padding: var padding }
            ? Math.Max(padding.Height, padding.Width)
            : 0;

    private static void RequireLengths(int pixels, int logits)
    {
        if (pixels != DigitImage.PixelCount)
        {
            throw new ArgumentException($"An image has {DigitImage.PixelCount} pixels, not {pixels}.");
        }

        if (logits < DigitDataset.ClassCount)
        {
            throw new ArgumentException($"{DigitDataset.ClassCount} logits need room; there is room for {logits}.");
        }
    }
}

/// <summary>One step of a <see cref="ManagedNetwork"/>. Holds no state of a call, so that many threads may run it.</summary>
internal interface INetworkStage
{
    /// <summary>How the result lies in memory; its border is never written.</summary>
    FeatureMapLayout Output { get; }

    /// <summary>Computes <paramref name="target"/> from <paramref name="source"/>.</summary>
    void Run(float[] source, float[] target);
}

/// <summary>What a layer has to know to become a step of a <see cref="ManagedNetwork"/>.</summary>
/// <param name="Layer">The layer with its numbers.</param>
/// <param name="Input">How what goes in lies in memory.</param>
/// <param name="Height">Rows of what is to be computed; the layer may make more, which nobody reads.</param>
/// <param name="Width">Columns of it.</param>
/// <param name="Border">Zeros on each side that the next convolution needs.</param>
/// <param name="IsRectified">Whether ReLU follows, which a convolution and a linear layer then see to.</param>
internal sealed record StageContext(FoldedLayer Layer, FeatureMapLayout Input, int Height, int Width, int Border, bool IsRectified)
{
    /// <summary>The least number that goes out of a convolution or a linear layer.</summary>
    public float Least => IsRectified ? 0 : float.NegativeInfinity;

    /// <summary>How what comes out lies in memory: as what went in, where that is features in a row.</summary>
    public FeatureMapLayout Maps<TVector>()
        where TVector : unmanaged, IFloatVector<TVector> =>
        Layer.Output.IsFlat ? Input with { Border = 0 } : FeatureMapLayout.Of<TVector>(Layer.Output.Channels, Height, Width, Border);
}
