using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>Looks inside a network: what its first layer looks for, what its layers see, and which pixels an answer hangs on.</summary>
public static class NetworkViews
{
    private const int Side = 56;
    private const int Columns = 12;
    private const int Copies = 64;
    private const double NoiseOfCopies = 0.15;

    /// <summary>The first layer's kernels: orange where ink speaks for the feature, blue where it speaks against it.</summary>
    public static PictureOutput FirstLayerFilters(Module<Tensor, Tensor> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Tensor kernels = network.parameters().FirstOrDefault(parameter => parameter.dim() == 4)
            ?? throw new ArgumentException("The network has no convolution, so there are no filters to show.", nameof(network));
        int kernel = (int)kernels.shape[^1];
        float[] weights = TensorImages.ToArray(kernels);
        float extent = weights.Max(Math.Abs);
        RasterImage[] images = [.. weights.Chunk(kernel * kernel).Select(filter => RasterImage.OfSigned(filter, kernel, extent))];
        return TensorImages.Grid(
            $"The first layer's {images.Length} filters",
            $"{images.Length} filters of {kernel} by {kernel} pixels: orange where ink speaks for the feature, "
            + "blue where it speaks against it. Many are edges and bars in different directions.",
            images, Side, Columns);
    }

    /// <summary>
    /// What comes out of one of the network's blocks for a digit: each feature map from none (white) to its most (orange).
    /// </summary>
    /// <param name="network">The network, in evaluation mode.</param>
    /// <param name="digit">What it is shown.</param>
    /// <param name="block">Which block, from 1: a convolution and what follows it up to the next.</param>
    /// <param name="count">How many of its feature maps.</param>
    /// <exception cref="ArgumentException">The network is neither one of the library's nor a sequence of layers.</exception>
    /// <returns>The maps; a sentence where the network has no such block, as one without convolutions has none.</returns>
    public static CellOutput FeatureMaps(Module<Tensor, Tensor> network, DigitImage digit, int block = 1, int count = 24)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();

        // Twice: a batch of one image goes to NNPACK, which complains in the notebook on processors that it does not know.
        IReadOnlyList<Tensor> blocks = BlockOutputs(network, TensorImages.OfDigit(digit, copies: 2));
        if (block > blocks.Count)
        {
            return new TableOutput(
                $"There is no block {block}: this network has {blocks.Count} {(blocks.Count == 1 ? "convolution" : "convolutions")}",
                ["what to do"],
                [["Look at another block, or give a network with convolutions: ReadingModel.Shipped().Model.Network."]]);
        }

        Tensor maps = blocks[block - 1][0];
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
    public static PictureOutput Saliency(Module<Tensor, Tensor> network, params DigitImage[] digits)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(digits);
        const int panel = 112;
        const int gap = 10;
        var picture = new Picture(
            Math.Max(1, digits.Length) * (panel + gap),
            (2 * panel) + 30,
            $"{digits.Length} digits, and under each the pixels its answer hangs on: "
            + "orange where more ink would speak for the answer, blue where it would speak against it.");
        for (int i = 0; i < digits.Length; i++)
        {
            (float[] slopes, int answer) = InDoublePrecision(network, () => SmoothSlopes(network, digits[i]));
            double left = i * (panel + gap);
            picture.Image(left, 0, panel, panel, RasterImage.OfInk(digits[i]));
            picture.Image(
                left, panel + 4, panel, panel, RasterImage.OfSigned(slopes, DigitImage.Side, Math.Max(1e-6f, slopes.Max(Math.Abs))));
            picture.Rectangle(left + 0.5, 0.5, panel - 1, panel - 1, null, Colour.Grid);
            picture.Rectangle(left + 0.5, panel + 4.5, panel - 1, panel - 1, null, Colour.Grid);
            picture.Text(left + (panel / 2), (2 * panel) + 22, $"read as {answer}", align: TextAlign.Centre);
        }

        return new PictureOutput("What each answer hangs on", picture);
    }

    /// <summary>
    /// Computes with a network in float64, which holds all that float32 does. In single precision libtorch 2.10 on a processor gets the
    /// gradient by an image wrong now and then; in double precision it computes convolutions in another way.
    /// </summary>
    internal static T InDoublePrecision<T>(Module<Tensor, Tensor> network, Func<T> compute)
    {
        try
        {
            network.to(ScalarType.Float64);
            return compute();
        }
        finally
        {
            network.to(ScalarType.Float32);
        }
    }

    /// <summary>The slope of a logit by each pixel.</summary>
    /// <param name="network">The network, float64, in evaluation mode.</param>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float64, paper = 0, ink = 1.</param>
    /// <param name="digit">Whose logit.</param>
    /// <returns><c>[N, 1, 28, 28]</c> float64.</returns>
    internal static Tensor Slopes(Module<Tensor, Tensor> network, Tensor images, int digit)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = images.detach().requires_grad_();
        return autograd.grad([network.call(pixels).select(1, digit).sum()], [pixels])[0].MoveToOuterDisposeScope();
    }

    // The slope of one image is noisy from pixel to pixel; the mean over copies with a little noise is not.
    private static (float[] Slopes, int Answer) SmoothSlopes(Module<Tensor, Tensor> network, DigitImage digit)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        Tensor pixels = TensorImages.OfDigit(digit).to(ScalarType.Float64);
        int answer = (int)network.call(pixels)[0].argmax().item<long>();
        Tensor noise = NoiseOfCopies * randn([Copies, 1, DigitImage.Side, DigitImage.Side], generator: generator).to(ScalarType.Float64);
        return (TensorImages.ToArray(Slopes(network, pixels + noise, answer).mean([0L])), answer);
    }

    // What comes out of each convolution and the layers after it, up to the next.
    private static IReadOnlyList<Tensor> BlockOutputs(Module<Tensor, Tensor> network, Tensor images)
    {
        if (network is DigitCnn own)
        {
            return own.FeatureMaps(images);
        }

        var outputs = new List<Tensor>();
        Tensor features = images;
        foreach (Module<Tensor, Tensor> layer in Layers(network))
        {
            features = layer.call(features);
            if (layer is Conv2d)
            {
                outputs.Add(features);
            }
            else if (outputs.Count > 0 && features.dim() == 4)
            {
                outputs[^1] = features;
            }
        }

        return outputs;
    }

    private static IEnumerable<Module<Tensor, Tensor>> Layers(torch.nn.Module network) => network switch
    {
        Sequential sequence => sequence.named_children().SelectMany(child => Layers(child.module)),
        Module<Tensor, Tensor> layer when layer is NormalizePixels || layer.GetType().Assembly == typeof(Sequential).Assembly => [layer],
        _ => throw new ArgumentException($"{network.GetType().Name} is no sequence of layers, so what comes out of each is not known."),
    };
}
