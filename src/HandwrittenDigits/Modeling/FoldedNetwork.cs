using System.Collections.Immutable;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A trained network as plain numbers, batch norm folded into the convolutions: what everything outside training reads
/// (the managed engine, the ONNX export, the drawing pad). Needs no libtorch.
/// </summary>
/// <remarks>
/// A pixel p (0 to 255, ink = 255) enters as <c>p / 255 * InputScale + InputOffset</c>. That step stays apart, since a
/// convolution pads with zeros after it: folded into the first weights it would be wrong along the border.
/// </remarks>
public sealed class FoldedNetwork
{
    /// <summary>Puts the layers together.</summary>
    /// <param name="inputScale">What pixels of 0 to 1 are multiplied by.</param>
    /// <param name="inputOffset">What is added to them then.</param>
    /// <param name="layers">Convolutions and max poolings, then one linear layer to ten logits.</param>
    /// <param name="metadata">What the model's file says about itself.</param>
    /// <exception cref="ArgumentException">A layer does not fit the one before it, or a number is not finite.</exception>
    public FoldedNetwork(
        float inputScale, float inputOffset, IEnumerable<FoldedLayer> layers, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        InputScale = inputScale;
        InputOffset = inputOffset;
        Layers = [.. layers];
        Metadata = metadata ?? ImmutableDictionary<string, string>.Empty;
        Validate();
    }

    /// <summary>What pixels of 0 to 1 are multiplied by: one over the standard deviation.</summary>
    public float InputScale { get; }

    /// <summary>What is added to them then: minus the mean over the standard deviation.</summary>
    public float InputOffset { get; }

    /// <summary>Convolutions and max poolings in order, then one linear layer.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>What the model's file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The last layer, which makes the logits.</summary>
    public FoldedLinear Head => (FoldedLinear)Layers[^1];

    /// <summary>Numbers in all layers; batch norm's have become part of them.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Reads a model's file.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or holds no network of this kind.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FoldedNetwork Load(string path) => FromSafetensors(SafetensorsFile.Read(path), path);

    /// <summary>Folds the network that a safetensors file holds.</summary>
    /// <param name="file">Weights named as <see cref="DigitCnn"/> names them; the shape is in its metadata.</param>
    /// <param name="source">What an error calls the file.</param>
    /// <exception cref="ModelFormatException">It holds no network of this kind.</exception>
    public static FoldedNetwork FromSafetensors(SafetensorsFile file, string source = "model")
    {
        ArgumentNullException.ThrowIfNull(file);
        return new NetworkFolding(file, source).Fold();
    }

    private void Validate()
    {
        RequireFinite([InputScale, InputOffset], "the input's normalisation");
        Require(Layers is [FoldedConvolution, .., FoldedLinear], "the first layer has to be a convolution and the last one linear.");
        (int channels, int side) = (1, DigitImage.Side);
        for (var i = 0; i < Layers.Length; i++)
        {
            switch (Layers[i])
            {
                case FoldedConvolution convolution:
                    Require(convolution.InChannels == channels, $"layer {i} reads {convolution.InChannels} feature maps; the one before it makes {channels}.");
                    RequireFinite(convolution.Weights, $"layer {i}'s weights");
                    RequireFinite(convolution.Bias, $"layer {i}'s biases");
                    (channels, side) = (convolution.OutChannels, convolution.OutputSide(side));
                    break;
                case FoldedMaxPool:
                    side /= FoldedMaxPool.Size;
                    break;
                case FoldedLinear linear:
                    Require(i == Layers.Length - 1, $"layer {i} is linear; only the last one is.");
                    Require(linear.Inputs == channels * side * side, $"the linear layer reads {linear.Inputs} features; there are {channels} x {side} x {side}.");
                    Require(linear.Outputs == DigitDataset.ClassCount, $"the linear layer makes {linear.Outputs} logits, not {DigitDataset.ClassCount}.");
                    RequireFinite(linear.Weights, "the linear layer's weights");
                    RequireFinite(linear.Bias, "the linear layer's biases");
                    break;
                default:
                    throw new ArgumentException($"Layer {i} is missing.");
            }

            Require(side > 0, $"after layer {i} nothing is left of the image.");
        }
    }

    private static void RequireFinite(ReadOnlySpan<float> numbers, string what)
    {
        foreach (float number in numbers)
        {
            Require(float.IsFinite(number), $"{what} hold {number}.");
        }
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new ArgumentException($"The layers make no network: {problem}");
        }
    }
}
