using System.Collections.Immutable;
using HandwrittenDigits.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A trained network as plain numbers, batch norm folded into the layer before it: what everything outside training reads
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
    /// <param name="layers">The layers in order, from <c>[1, 28, 28]</c> to <c>[10]</c>.</param>
    /// <param name="metadata">What the model's file says about itself.</param>
    /// <param name="detector">What tells from the features that the last layer reads whether there is a digit at all; or nothing.</param>
    /// <exception cref="ArgumentException">
    /// A layer or the detector does not fit what is before it, or a number is not finite.
    /// </exception>
    public FoldedNetwork(
        float inputScale,
        float inputOffset,
        IEnumerable<FoldedLayer> layers,
        IReadOnlyDictionary<string, string>? metadata = null,
        DigitDetector? detector = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        InputScale = inputScale;
        InputOffset = inputOffset;
        Metadata = metadata ?? ImmutableDictionary<string, string>.Empty;
        FoldedLayer[] given = [.. layers];
        var description = new NetworkDescription(given.Select(layer => layer.Layer));
        Layers = [.. given.Select((layer, i) => layer with { Input = description.InputShape(i), Output = description.Shapes[i] })];
        Detector = detector;
        if (detector is not null && (Layers[^1].Layer as LinearLayer)?.In != detector.FeatureCount)
        {
            throw new ArgumentException(
                $"The detector reads {detector.FeatureCount} features; the last layer, {Layers[^1].Layer.Description}, reads others.",
                nameof(detector));
        }

        RequireFinite([InputScale, InputOffset], "the input's normalisation");
        foreach (FoldedLayer layer in Layers)
        {
            RequireFinite(layer.Weights, $"the weights of layer {layer.Layer.Name}");
            RequireFinite(layer.Bias, $"the biases of layer {layer.Layer.Name}");
        }
    }

    /// <summary>What pixels of 0 to 1 are multiplied by: one over the standard deviation.</summary>
    public float InputScale { get; }

    /// <summary>What is added to them then: minus the mean over the standard deviation.</summary>
    public float InputOffset { get; }

    /// <summary>The layers in order.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>What tells from the features that the last layer reads whether there is a digit at all; null where nothing does.</summary>
    public DigitDetector? Detector { get; }

    /// <summary>What the model's file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Numbers in all layers, without the detector's; batch norm's have become part of them.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Reads a model's file.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or its network has no description; the message then names the
    /// layer.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FoldedNetwork Load(string path) => FromSafetensors(SafetensorsFile.Read(path), path);

    /// <summary>Folds the network that a safetensors file holds.</summary>
    /// <param name="file">The weights; the layers are in its metadata.</param>
    /// <param name="source">What an error calls the file.</param>
    /// <exception cref="ModelFormatException">It holds no network that has a description.</exception>
    public static FoldedNetwork FromSafetensors(SafetensorsFile file, string source = "model")
    {
        ArgumentNullException.ThrowIfNull(file);
        return new NetworkFolding(file, source).Fold(ModelArchitecture.Read(file.Metadata, source));
    }

    /// <summary>Folds a module as it is now: a <see cref="DigitCnn"/>, or a sequence of the usual layers.</summary>
    /// <exception cref="InvalidNetworkException">It has no description; the message names the layer.</exception>
    public static FoldedNetwork Of(Module<Tensor, Tensor> network) => Of(network, NetworkDescription.Of(network));

    private static FoldedNetwork Of(Module<Tensor, Tensor> network, NetworkDescription description) =>
        new NetworkFolding(new SafetensorsFile(NetworkWeights.Read(network)), network.GetType().Name).Fold(description);

    private static void RequireFinite(ReadOnlySpan<float> numbers, string what)
    {
        foreach (float number in numbers)
        {
            if (!float.IsFinite(number))
            {
                throw new ArgumentException($"The layers make no network: {what} hold {number}.");
            }
        }
    }
}
