using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>Convolution, batch norm, ReLU, and then perhaps a 2x2 max pooling.</summary>
internal sealed class ConvolutionBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;
    private readonly bool pool;

    public ConvolutionBlock(int inputs, ConvolutionBlockOptions options)
        : base(nameof(ConvolutionBlock))
    {
        // Batch norm has a bias of its own, so the convolution needs none.
        conv = Conv2d(inputs, options.Channels, options.Kernel, stride: options.Stride, padding: options.Padding, bias: false);
        norm = BatchNorm2d(options.Channels);
        pool = options.Pool;
        RegisterComponents();
    }

    // [N, inputs, S, S] -> [N, channels, S', S']
    public override Tensor forward(Tensor input)
    {
        Tensor features = functional.relu(norm.call(conv.call(input)), inplace: true);
        return pool ? functional.max_pool2d(features, 2) : features;
    }

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
