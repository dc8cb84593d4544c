using System.Collections.Immutable;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Modeling;

/// <summary>The shape of a <see cref="DigitCnn"/>: its convolution blocks in order; one linear layer to ten logits follows.</summary>
public sealed record DigitCnnOptions
{
    /// <summary>
    /// 61,426 parameters and 4.2 million multiply-adds an image: the first convolution halves the image, which leaves the
    /// other two a quarter of the work.
    /// </summary>
    public static DigitCnnOptions Small { get; } =
        new() { Blocks = [new(24, Kernel: 5, Stride: 2), new(48, Pool: true), new(96, Pool: true)] };

    /// <summary>As <see cref="Small"/>, a third wider: 104,938 parameters and 7.4 million multiply-adds an image.</summary>
    public static DigitCnnOptions Wide { get; } =
        new() { Blocks = [new(32, Kernel: 5, Stride: 2), new(64, Pool: true), new(128, Pool: true)] };

    /// <summary>
    /// The network that is shipped: 218,986 parameters and 13.9 million multiply-adds an image. The first convolution sees every pixel, and
    /// two follow at each of the next two sizes.
    /// </summary>
    public static DigitCnnOptions Deep { get; } = new()
    {
        Blocks = [new(32, Kernel: 5, Pool: true) { Padding = 0 }, new(64), new(64, Pool: true), new(96), new(112, Pool: true)],
    };

    /// <summary>The networks that have a name, as the command line and the notebooks know them.</summary>
    public static IReadOnlyDictionary<string, DigitCnnOptions> Named { get; } =
        new Dictionary<string, DigitCnnOptions>(StringComparer.OrdinalIgnoreCase) { ["small"] = Small, ["wide"] = Wide, ["deep"] = Deep };

    /// <summary>The convolution blocks, first to last; at least one.</summary>
    public required ImmutableArray<ConvolutionBlockOptions> Blocks { get; init; }

    /// <summary>The side of each feature map after each block, pixels.</summary>
    public IReadOnlyList<int> Sides
    {
        get
        {
            var sides = new List<int>();
            int side = DigitImage.Side;
            foreach (ConvolutionBlockOptions block in Blocks)
            {
                sides.Add(side = block.OutputSide(side));
            }

            return sides;
        }
    }

    /// <summary>How many features the linear layer reads.</summary>
    public int HeadInputs => Blocks[^1].Channels * Sides[^1] * Sides[^1];

    /// <summary>Numbers that training finds: kernels, two per channel for batch norm, the linear layer's weights and biases.</summary>
    public int ParameterCount
    {
        get
        {
            int count = (HeadInputs + 1) * DigitDataset.ClassCount;
            int inputs = 1;
            foreach (ConvolutionBlockOptions block in Blocks)
            {
                count += ((inputs * block.Kernel * block.Kernel) + 2) * block.Channels;
                inputs = block.Channels;
            }

            return count;
        }
    }

    /// <summary>Multiply-adds that one image takes, batch norm folded into the convolutions.</summary>
    public int MultiplyAdds
    {
        get
        {
            int count = HeadInputs * DigitDataset.ClassCount;
            (int inputs, int side) = (1, DigitImage.Side);
            foreach (ConvolutionBlockOptions block in Blocks)
            {
                int outputs = block.ConvolvedSide(side);
                count += inputs * block.Kernel * block.Kernel * block.Channels * outputs * outputs;
                (inputs, side) = (block.Channels, block.OutputSide(side));
            }

            return count;
        }
    }

    /// <summary>Checks the shape.</summary>
    /// <exception cref="ArgumentException">There is no block, or a number is out of range.</exception>
    public void Validate()
    {
        if (Blocks.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A network needs at least one convolution block.");
        }

        foreach (ConvolutionBlockOptions block in Blocks)
        {
            if (block.Channels < 1 || block.Kernel < 1 || block.Kernel % 2 == 0 || block.Stride < 1)
            {
                throw new ArgumentException($"{block}: channels and stride are at least 1, and the kernel's side is odd.");
            }

            if (block.Padding < 0 || block.Padding > block.Kernel / 2)
            {
                throw new ArgumentException($"{block}: the padding is 0 to half of the kernel's side.");
            }
        }

        if (Sides.Any(side => side < 1))
        {
            throw new ArgumentException(
                $"After {Blocks.Length} blocks nothing is left of the {DigitImage.Side} pixels: "
                + $"the sides are {string.Join(", ", Sides)}.");
        }
    }

    /// <summary>The network layer by layer.</summary>
    /// <exception cref="ArgumentException">The shape is not possible.</exception>
    public NetworkDescription Describe() => Describe(NormalizationLayer.Of(PixelNormalization.Mnist));

    /// <summary>The same with another normalisation of the pixels.</summary>
    internal NetworkDescription Describe(NormalizationLayer normalization)
    {
        Validate();
        List<NetworkLayer> layers = [normalization with { Name = "normalize" }];
        int inputs = 1;
        for (int i = 0; i < Blocks.Length; i++)
        {
            ConvolutionBlockOptions block = Blocks[i];
            layers.Add(new ConvolutionLayer(inputs, block.Channels, block.Kernel)
            {
                Name = $"blocks.{i}.conv", Stride = block.Stride, Padding = block.Padding, Bias = false,
            });
            layers.Add(new BatchNormLayer(block.Channels) { Name = $"blocks.{i}.norm" });
            layers.Add(new ActivationLayer(ActivationFunction.Relu) { Name = $"blocks.{i}.relu" });
            if (block.Pool)
            {
                layers.Add(new PoolingLayer(PoolingMode.Max, 2, 2) { Name = $"blocks.{i}.pool" });
            }

            inputs = block.Channels;
        }

        return new NetworkDescription(
        [
            .. layers,
            new FlattenLayer { Name = "flatten" },
            new LinearLayer(HeadInputs, DigitDataset.ClassCount) { Name = "head" },
        ]);
    }

    /// <summary>The options of the network that is described, where it is a <see cref="DigitCnn"/>; else null.</summary>
    internal static DigitCnnOptions? TryRead(NetworkDescription network)
    {
        var blocks = new List<ConvolutionBlockOptions>();
        foreach (NetworkLayer layer in network.Layers)
        {
            if (layer is ConvolutionLayer convolution)
            {
                blocks.Add(new ConvolutionBlockOptions(convolution.Out, convolution.Kernel.Height, convolution.Stride.Height)
                {
                    Padding = convolution.Padding.Height,
                });
            }
            else if (layer is PoolingLayer && blocks.Count > 0)
            {
                blocks[^1] = blocks[^1] with { Pool = true };
            }
        }

        try
        {
            var options = new DigitCnnOptions { Blocks = [.. blocks] };
            return options.Describe().Equals(network) ? options : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(DigitCnnOptions? other) => other is not null && Blocks.SequenceEqual(other.Blocks);

    /// <inheritdoc/>
    public override int GetHashCode() => Blocks.Aggregate(0, HashCode.Combine);
}
