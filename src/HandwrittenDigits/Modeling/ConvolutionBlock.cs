using HandwrittenDigits.Imaging;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>Convolution, batch norm, ReLU, and then perhaps a 2x2 max pooling.</summary>
internal sealed class ConvolutionBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;
    private readonly ConvolutionBlockOptions options;
    private readonly bool canBeMixed;

    public ConvolutionBlock(int inputs, ConvolutionBlockOptions options)
        : base(nameof(ConvolutionBlock))
    {
        // Batch norm has a bias of its own, so the convolution needs none.
        conv = Conv2d(inputs, options.Channels, options.Kernel, stride: options.Stride, padding: options.Padding, bias: false);
        norm = BatchNorm2d(options.Channels);
        this.options = options;

        // Of an odd number of channels libtorch 2.10 gets bfloat16 convolutions wrong: 1 to 24 channels by a third, gradients of 7 to 13 by
        // a fifth (AVX-512 BF16, channels last).
        canBeMixed = inputs % 2 == 0 && options.Channels % 2 == 0;
        RegisterComponents();
    }

    /// <summary>Whether the convolution computes in bfloat16 while it trains; its weights stay float32.</summary>
    public bool MixedPrecision { get; set; }

    // [N, inputs, S, S] -> [N, channels, S', S']
    public override Tensor forward(Tensor input)
    {
        // ReLU and pooling commute: after pooling, ReLU has a quarter of the numbers to look at.
        Tensor pixels = ImageLayout.ChannelsLast(input);
        Tensor features = norm.call(MixedPrecision && training && canBeMixed ? ConvolveInBFloat16(pixels) : conv.call(pixels));
        return functional.relu(options.Pool ? functional.max_pool2d(features, 2) : features, inplace: true);
    }

    private Tensor ConvolveInBFloat16(Tensor pixels) => functional.conv2d(
        pixels.to(ScalarType.BFloat16),
        conv.weight.to(ScalarType.BFloat16),
        padding: [options.Padding, options.Padding],
        strides: [options.Stride, options.Stride]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            conv.Dispose();
            norm.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>One step of <see cref="DigitCnn"/>: convolution, batch norm, ReLU, and then perhaps a 2x2 max pooling.</summary>
/// <param name="Channels">Feature maps that come out, at least 1.</param>
/// <param name="Kernel">Side of the square kernel, odd.</param>
/// <param name="Stride">How far the kernel moves, pixels, at least 1.</param>
/// <param name="Pool">Whether a 2x2 max pooling follows, which halves the sides, rounding down.</param>
public sealed record ConvolutionBlockOptions(int Channels, int Kernel = 3, int Stride = 1, bool Pool = false)
{
    /// <summary>
    /// Zeros added on each side of the input, pixels, 0 to half of the kernel. Default half of it, with which a stride of 1 keeps the side
    /// as it is.
    /// </summary>
    public int Padding { get; init; } = Kernel / 2;

    /// <summary>The side of what the convolution gives, before any pooling, pixels, for an input of side <paramref name="side"/>.</summary>
    public int ConvolvedSide(int side) => side + (2 * Padding) < Kernel ? 0 : ((side + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>The side of what comes out, pixels, for an input of side <paramref name="side"/>.</summary>
    public int OutputSide(int side) => Pool ? ConvolvedSide(side) / 2 : ConvolvedSide(side);
}
