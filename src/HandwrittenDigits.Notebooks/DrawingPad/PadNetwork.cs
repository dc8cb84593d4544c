using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Notebooks;

/// <summary>
/// A network as the pad's page reads it: the layers' shapes, and all numbers, layer after layer, little-endian, in base64.
/// </summary>
/// <param name="Layers">The layers' kinds, settings and shapes.</param>
/// <param name="Detector">Those of the detector, which reads what the last layer reads; none where there is no detector.</param>
/// <param name="InputScale">What pixels of 0 to 1 are multiplied by.</param>
/// <param name="InputOffset">What is added to them then.</param>
/// <param name="Weights">The weights: float32, or int16 where there are <paramref name="Scales"/>.</param>
/// <param name="Biases">The biases, float32.</param>
/// <param name="Scales">What each output's int16 weights are multiplied by, float32.</param>
internal sealed record PadNetwork(
    IReadOnlyList<JsonObject> Layers,
    IReadOnlyList<JsonObject> Detector,
    float InputScale,
    float InputOffset,
    string Weights,
    string Biases,
    string? Scales)
{
    /// <summary>
    /// Weights that take more than this as float32 are rounded to 16 bits, each output's by its own scale, which changes logits
    /// by less than a thousandth: 112,500 weights are 600,000 characters of base64.
    /// </summary>
    private const int MostExactWeights = 112_500;

    /// <summary>Packs a network.</summary>
    public static PadNetwork Of(FoldedNetwork network)
    {
        ImmutableArray<FoldedLayer> detector = network.Detector?.Layers ?? [];
        FoldedLayer[] all = [.. network.Layers, .. detector];
        List<JsonObject> layers = [.. network.Layers.Select(layer => layer.ToJson())];
        List<JsonObject> detection = [.. detector.Select(layer => layer.ToJson())];
        List<float> weights = [.. all.SelectMany(layer => layer.Weights)];
        List<float> biases = [.. all.SelectMany(layer => layer.Bias)];
        if (weights.Count <= MostExactWeights)
        {
            return new PadNetwork(layers, detection, network.InputScale, network.InputOffset, Base64(weights), Base64(biases), null);
        }

        int[] rowLengths = [.. all.SelectMany(layer => layer.Bias.Select(_ => layer.Weights.Length / layer.Bias.Length))];
        (List<short> rounded, List<float> scales) = Round(CollectionsMarshal.AsSpan(weights), rowLengths);
        return new PadNetwork(
            layers, detection, network.InputScale, network.InputOffset, Base64(rounded), Base64(biases), Base64(scales));
    }

    private static (List<short> Rounded, List<float> Scales) Round(ReadOnlySpan<float> weights, int[] rowLengths)
    {
        var rounded = new List<short>(weights.Length);
        var scales = new List<float>(rowLengths.Length);
        foreach (int length in rowLengths)
        {
            ReadOnlySpan<float> row = weights[..length];
            weights = weights[length..];
            float greatest = 0f;
            foreach (float weight in row)
            {
                greatest = Math.Max(greatest, Math.Abs(weight));
            }

            float scale = greatest > 0 ? greatest / short.MaxValue : 1;
            scales.Add(scale);
            foreach (float weight in row)
            {
                rounded.Add((short)Math.Round(weight / scale));
            }
        }

        return (rounded, scales);
    }

    private static string Base64<T>(List<T> numbers)
        where T : unmanaged => Convert.ToBase64String(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers)));
}
