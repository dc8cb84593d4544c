using System.Collections.Immutable;
using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// Tells, from the features that a network's last layer reads, whether there is a digit at all: a linear layer, ReLU and another linear
/// layer, to one number that is under 0 where there is none. The network reads digits as if it were not there.
/// </summary>
/// <remarks>
/// A network that learns from drawings near digits becomes unsure of odd digits, too; one that has learned what digits look like has what
/// it takes to tell the two apart, and need not change for it.
/// </remarks>
public sealed class DigitDetector
{
    private const string Prefix = "detector.";
    private const string Hidden = Prefix + "0";
    private const string Score = Prefix + "2";

    private DigitDetector(ImmutableArray<FoldedLayer> layers) => Layers = layers;

    /// <summary>The layers, from the features to the score.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>Features that it reads.</summary>
    public int FeatureCount => Layers[0].Input.Channels;

    /// <summary>Puts a detector together.</summary>
    /// <param name="hiddenWeights"><c>[H, F]</c>, row-major.</param>
    /// <param name="hiddenBias"><c>[H]</c>.</param>
    /// <param name="scoreWeights"><c>[1, H]</c>.</param>
    /// <param name="scoreBias">Added to the score: what its bound is, is 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
    public static DigitDetector Of(float[] hiddenWeights, float[] hiddenBias, float[] scoreWeights, float scoreBias)
    {
        int hidden = hiddenBias.Length;
        if (hidden == 0 || hiddenWeights.Length == 0 || hiddenWeights.Length % hidden != 0 || scoreWeights.Length != hidden)
        {
            throw new ArgumentException(
                $"{hiddenWeights.Length} hidden weights, {hidden} biases and {scoreWeights.Length} weights of the score make no detector.");
        }

        if (hiddenWeights.Concat(hiddenBias).Concat(scoreWeights).Append(scoreBias).Any(number => !float.IsFinite(number)))
        {
            throw new ArgumentException("The detector's numbers are not all finite.");
        }

        int features = hiddenWeights.Length / hidden;
        (FeatureShape read, FeatureShape seen) = (FeatureShape.Flat(features), FeatureShape.Flat(hidden));
        return new DigitDetector(
        [
            new(new LinearLayer(features, hidden) { Name = Hidden }, hiddenWeights, hiddenBias) { Input = read, Output = seen },
            new(new ActivationLayer(ActivationFunction.Relu)) { Input = seen, Output = seen },
            new(new LinearLayer(hidden, 1) { Name = Score }, scoreWeights, [scoreBias]) { Input = seen, Output = FeatureShape.Flat(1) },
        ]);
    }

    /// <summary>The detector of a model's file; null where it has none.</summary>
    /// <exception cref="ModelFormatException">A part of it is missing or malformed.</exception>
    internal static DigitDetector? Read(SafetensorsFile file, string source)
    {
        if (!file.Tensors.Keys.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            return null;
        }

        if (!file.Tensors.TryGetValue($"{Hidden}.weight", out SafetensorsTensor? first) || first.Shape is not [var hidden, var features])
        {
            throw new ModelFormatException(source, $"its detector of digits has no tensor '{Hidden}.weight' of two dimensions.");
        }

        var folding = new NetworkFolding(file, source);
        try
        {
            return Of(
                folding.Tensor($"{Hidden}.weight", hidden, features),
                folding.Tensor($"{Hidden}.bias", hidden),
                folding.Tensor($"{Score}.weight", 1, hidden),
                folding.Tensor($"{Score}.bias", 1)[0]);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(source, exception.Message, exception);
        }
    }

    /// <summary>Adds the detector to the tensors of its model's file.</summary>
    internal void AddTo(Dictionary<string, SafetensorsTensor> model)
    {
        foreach (FoldedLayer layer in Layers.Where(layer => layer.Layer is LinearLayer))
        {
            model.Add($"{layer.Layer.Name}.weight", SafetensorsTensor.Of(layer.Weights, [layer.Output.Channels, layer.Input.Channels]));
            model.Add($"{layer.Layer.Name}.bias", SafetensorsTensor.Of(layer.Bias, [layer.Output.Channels]));
        }
    }
}
