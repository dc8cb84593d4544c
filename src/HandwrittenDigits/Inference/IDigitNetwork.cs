using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>What computes ten logits of an image.</summary>
internal interface IDigitNetwork
{
    /// <summary>The network as plain numbers.</summary>
    /// <exception cref="InvalidNetworkException">It has no description.</exception>
    FoldedNetwork Network { get; }

    /// <summary>Ten logits for one image of bytes.</summary>
    /// <param name="pixels">784 bytes, row-major, ink = 255.</param>
    /// <param name="logits">Receives ten numbers.</param>
    /// <returns>What the detector says: under 0 where there is no digit. Without a detector, infinity.</returns>
    float Logits(ReadOnlySpan<byte> pixels, Span<float> logits);

    /// <summary>Ten logits for one image of numbers.</summary>
    /// <param name="pixels">784 numbers, row-major, paper = 0, ink = 1.</param>
    /// <param name="logits">Receives ten numbers.</param>
    /// <returns>What the detector says: under 0 where there is no digit. Without a detector, infinity.</returns>
    float Logits(ReadOnlySpan<float> pixels, Span<float> logits);

    /// <summary>Ten logits for each of many images.</summary>
    /// <param name="pixels">N times 784 bytes, image after image, ink = 255.</param>
    /// <param name="threads">How many threads share the images.</param>
    /// <param name="detected">Receives what the detector says of each image, where there is room for it.</param>
    /// <param name="cancellationToken">Stops between two images, or batches of them.</param>
    /// <returns><c>[N, 10]</c>, row-major.</returns>
    float[] LogitsBatch(
        ReadOnlyMemory<byte> pixels, int threads = 1, Memory<float> detected = default, CancellationToken cancellationToken = default);

    /// <summary>In managed code where the network has a description, else in libtorch.</summary>
    static IDigitNetwork Of(DigitModel model) => model.Metadata.Network is null
        ? new TorchNetwork(model.Network, model.Metadata.Undescribed ?? "no description")
        : new ManagedNetwork(FoldedNetwork.FromSafetensors(model.ToFile()));
}
