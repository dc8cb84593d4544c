using HandwrittenDigits.Data;
using HandwrittenDigits.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A small convolutional network that reads one digit: blocks of convolution, batch norm, ReLU and pooling, then one
/// linear layer from all that is left of the feature maps to ten logits.
/// </summary>
/// <remarks>
/// Of the default network an image takes this way:
/// <code>
/// [N,  1, 28, 28]  pixels, paper = 0, ink = 1
/// [N, 24, 14, 14]  5x5 convolution, stride 2
/// [N, 48,  7,  7]  3x3 convolution, 2x2 max pooling
/// [N, 96,  3,  3]  3x3 convolution, 2x2 max pooling
/// [N, 10]          linear: logits
/// </code>
/// </remarks>
public sealed class DigitCnn : Module<Tensor, Tensor>
{
    private readonly ModuleList<ConvolutionBlock> blocks;
    private readonly Linear head;
    private int frozen;

    /// <summary>Makes a network with random weights.</summary>
    /// <param name="options">Its shape; by default <see cref="DigitCnnOptions.Small"/>.</param>
    /// <param name="seed">What the weights follow from.</param>
    /// <exception cref="ArgumentException">The shape is not possible.</exception>
    /// <exception cref="LibTorchLoadException">libtorch can't be loaded here.</exception>
    public DigitCnn(DigitCnnOptions? options = null, int seed = 1)
        : base(nameof(DigitCnn))
    {
        LibTorchLoader.Load();
        Options = options ?? DigitCnnOptions.Small;
        Options.Validate();
        int[] inputs = [1, .. Options.Blocks.Select(block => block.Channels)];
        blocks = ModuleList(Options.Blocks.Select((block, i) => new ConvolutionBlock(inputs[i], block)).ToArray());
        head = Linear(Options.HeadInputs, DigitDataset.ClassCount);
        RegisterComponents();
        DrawWeights((ulong)(uint)seed);
    }

    /// <summary>The network's shape.</summary>
    public DigitCnnOptions Options { get; }

    /// <summary>What a training step does to the features before the linear layer, <c>[N, inputs]</c>; nothing if null.</summary>
    internal Func<Tensor, Tensor>? Dropout { get; set; }

    /// <summary>Whether the convolutions compute in bfloat16 while the network trains; weights and logits stay float32.</summary>
    internal bool MixedPrecision
    {
        set
        {
            foreach (ConvolutionBlock block in blocks)
            {
                block.MixedPrecision = value;
            }
        }
    }

    /// <summary>Lets the first <paramref name="count"/> blocks learn no more.</summary>
    internal void Freeze(int count)
    {
        for (; frozen < count; frozen++)
        {
            foreach (Parameter parameter in blocks[frozen].parameters())
            {
                parameter.requires_grad = false;
                parameter.grad = null;
            }
        }
    }

    /// <summary>Ten logits an image.</summary>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float32, paper = 0, ink = 1.</param>
    /// <returns><c>[N, 10]</c> float32; softmax makes them probabilities.</returns>
    public override Tensor forward(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Features(images);
        return head.call(training && Dropout is not null ? Dropout(features) : features).MoveToOuterDisposeScope();
    }

    /// <summary>What the linear layer reads.</summary>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float32, paper = 0, ink = 1.</param>
    /// <returns><c>[N, inputs]</c> float32; the caller disposes it.</returns>
    internal Tensor Features(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = PixelNormalization.Mnist.Apply(images);
        foreach (ConvolutionBlock block in blocks)
        {
            features = block.call(features);
        }

        return features.flatten(1).to(head.weight!.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>What comes out of each block, for a look inside.</summary>
    /// <param name="images"><c>[N, 1, 28, 28]</c> float32, paper = 0, ink = 1.</param>
    /// <returns>For each block <c>[N, channels, S, S]</c>; the caller disposes them.</returns>
    public IReadOnlyList<Tensor> FeatureMaps(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        var maps = new List<Tensor>();
        Tensor features = PixelNormalization.Mnist.Apply(images);
        foreach (ConvolutionBlock block in blocks)
        {
            features = block.call(features);
            maps.Add(features.MoveToOuterDisposeScope());
        }

        return maps;
    }

    // Uniform over plus and minus one over the root of the inputs a neuron has, as PyTorch draws convolutions and linear layers; from
    // a generator of its own, so that two networks made at once do not mix their chances. Batch norm starts as the identity.
    private void DrawWeights(ulong seed)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(seed);
        foreach (Parameter weights in parameters().Where(parameter => parameter.dim() > 1))
        {
            double bound = 1 / Math.Sqrt(weights[0].numel());
            weights.copy_(((rand(weights.shape, generator: generator) * 2) - 1) * bound);
        }

        head.bias!.zero_();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            blocks.Dispose();
            head.Dispose();
        }

        base.Dispose(disposing);
    }
}
