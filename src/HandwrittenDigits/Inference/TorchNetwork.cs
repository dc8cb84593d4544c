using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Inference;

/// <summary>A network that only libtorch can run: one that has no description. It is read where it is, not copied.</summary>
/// <param name="module">From <c>[N, 1, 28, 28]</c> to <c>[N, 10]</c>.</param>
/// <param name="undescribed">Why it has no description.</param>
internal sealed class TorchNetwork(Module<Tensor, Tensor> module, string undescribed) : IDigitNetwork
{
    private const int BatchSize = 500;

    private readonly Lock running = new();

    /// <inheritdoc/>
    public FoldedNetwork Network => throw new InvalidNetworkException(
        $"This network is run by libtorch alone, so there are no plain numbers of it for the drawing pad or ONNX: {undescribed}");

    /// <inheritdoc/>
    public float Logits(ReadOnlySpan<byte> pixels, Span<float> logits)
    {
        LogitsBatch(pixels.ToArray()).CopyTo(logits);
        return float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public float Logits(ReadOnlySpan<float> pixels, Span<float> logits)
    {
        using Tensor image = tensor(pixels.ToArray(), [1, 1, DigitImage.Side, DigitImage.Side]);
        Run(image).CopyTo(logits);
        return float.PositiveInfinity;
    }

    /// <inheritdoc/>
    public float[] LogitsBatch(
        ReadOnlyMemory<byte> pixels, int threads = 1, Memory<float> detected = default, CancellationToken cancellationToken = default)
    {
        detected.Span.Fill(float.PositiveInfinity);
        int count = pixels.Length / DigitImage.PixelCount;
        using var images = new DigitTensors(pixels, new byte[count], CPU);
        var logits = new List<float>(count * DigitDataset.ClassCount);
        for (int start = 0; start < count; start += BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Tensor batch = images.Slice(start, BatchSize);
            logits.AddRange(Run(batch));
        }

        return [.. logits];
    }

    private float[] Run(Tensor images)
    {
        lock (running)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradients = no_grad();
            bool training = module.training;
            module.eval();
            Device device = module.parameters().First().device;
            float[] logits = module.call(images.to(device)).cpu().contiguous().data<float>().ToArray();
            module.train(training);
            return logits;
        }
    }
}
