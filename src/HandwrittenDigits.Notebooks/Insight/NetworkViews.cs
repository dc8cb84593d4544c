using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>Looks inside a network: what its first layer looks for, what its layers see, and which pixels an answer hangs on.</summary>
public static class NetworkViews
{
    private const int Side = 56;
    private const int Columns = 12;
    private const int Copies = 64;
    private const double NoiseOfCopies = 0.15;

    /// <summary>The first layer's kernels: orange where ink speaks for the feature, blue where it speaks against it.</summary>
    public static PictureOutput FirstLayerFilters(DigitCnn network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Tensor kernels = network.parameters().First();
        int kernel = (int)kernels.shape[^1];
        float[] weights = TensorImages.ToArray(kernels);
        float extent = weights.Max(Math.Abs);
        RasterImage[] images = [.. weights.Chunk(kernel * kernel).Select(filter => RasterImage.OfSigned(filter, kernel, extent))];
        return TensorImages.Grid(
            $"The first layer's {images.Length} filters",
            $"{images.Length} filters of {kernel} by {kernel} pixels: orange where ink speaks for the feature, blue where it speaks against it. Many are edges and bars in different directions.",
            images, Side, Columns);
    }

    /// <summary>What comes out of one of the network's blocks for a digit: each feature map from none (white) to its most (orange).</summary>
    /// <param name="network">The network, in evaluation mode.</param>
    /// <param name="digit">What it is shown.</param>
    /// <param name="block">Which block, from 1.</param>
    /// <param name="count">How many of its feature maps.</param>
    public static PictureOutput FeatureMaps(DigitCnn network, DigitImage digit, int block = 1, int count = 24)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(block, network.Options.Blocks.Length);
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();

        // Twice: a batch of one image goes to NNPACK, which complains in the notebook on processors that it does not know.
        Tensor maps = network.FeatureMaps(TensorImages.OfDigit(digit).repeat(2, 1, 1, 1))[block - 1][0];
        int side = (int)maps.shape[^1];
        RasterImage[] images =
        [
            .. TensorImages.ToArray(maps).Chunk(side * side).Take(count)
                .Select(map => RasterImage.OfSigned(map, side, Math.Max(1e-6f, map.Max(Math.Abs)))),
        ];
        return TensorImages.Grid(
            $"Block {block}: {images.Length} of {maps.shape[0]} feature maps, {side} × {side}",
            $"{images.Length} feature maps of block {block}, {side} by {side}, each lit where its feature is found in the digit.",
            images, Side, Columns);
    }

    /// <summary>
    /// The pixels that an answer hangs on: the slope of the answer's logit by each pixel (Simonyan, Vedaldi and Zisserman, "Deep
    /// Inside Convolutional Networks", arXiv 1312.6034), averaged over noisy copies (Smilkov et al., "SmoothGrad", arXiv 1706.03825).
    /// </summary>
    /// <param name="network">The network, in evaluation mode.</param>
    /// <param name="digits">What it is shown.</param>
    public static PictureOutput Saliency(DigitCnn network, params DigitImage[] digits)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(digits);
        using DigitCnn precise = InDoublePrecision(network);
        const int panel = 112;
        const int gap = 10;
        var picture = new Picture(
            Math.Max(1, digits.Length) * (panel + gap),
            (2 * panel) + 30,
            $"{digits.Length} digits, and under each the pixels its answer hangs on: orange where more ink would speak for the answer, blue where it would speak against it.");
        for (var i = 0; i < digits.Length; i++)
        {
            (float[] slopes, int answer) = SmoothSlopes(precise, digits[i]);
            double left = i * (panel + gap);
            picture.Image(left, 0, panel, panel, RasterImage.OfInk(digits[i]));
            picture.Image(left, panel + 4, panel, panel, RasterImage.OfSigned(slopes, DigitImage.Side, Math.Max(1e-6f, slopes.Max(Math.Abs))));
            picture.Rectangle(left + 0.5, 0.5, panel - 1, panel - 1, null, Colour.Grid);
            picture.Rectangle(left + 0.5, panel + 4.5, panel - 1, panel - 1, null, Colour.Grid);
            picture.Text(left + (panel / 2), (2 * panel) + 22, $"read as {answer}", align: TextAlign.Centre);
        }

        return new PictureOutput("What each answer hangs on", picture);
    }

    /// <summary>
    /// A copy of a network, float64. In single precision libtorch 2.10 on a processor gets the gradient by an image of one channel wrong now
    /// and then; in double precision it computes convolutions in another way.
    /// </summary>
    internal static DigitCnn InDoublePrecision(DigitCnn network)
    {
        var copy = new DigitCnn(network.Options);
        copy.load_state_dict(network.state_dict());
        copy.to(ScalarType.Float64).eval();
        return copy;
    }

    /// <summary>The slope of a logit by each pixel.</summary>
    /// <param name="network">The network, float64, in evaluation mode.</param>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float64, paper = 0, ink = 1.</param>
    /// <param name="digit">Whose logit.</param>
    /// <returns><c>[N, 1, 28, 28]</c> float64.</returns>
    internal static Tensor Slopes(DigitCnn network, Tensor images, int digit)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = images.detach().requires_grad_();
        return autograd.grad([network.call(pixels).select(1, digit).sum()], [pixels])[0].MoveToOuterDisposeScope();
    }

    // The slope of one image is noisy from pixel to pixel; the mean over copies with a little noise is not.
    private static (float[] Slopes, int Answer) SmoothSlopes(DigitCnn network, DigitImage digit)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        Tensor pixels = TensorImages.OfDigit(digit).to(ScalarType.Float64);
        int answer = (int)network.call(pixels)[0].argmax().item<long>();
        Tensor noise = NoiseOfCopies * randn([Copies, 1, DigitImage.Side, DigitImage.Side], generator: generator).to(ScalarType.Float64);
        return (TensorImages.ToArray(Slopes(network, pixels + noise, answer).mean([0L])), answer);
    }
}
