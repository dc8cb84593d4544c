using System.Runtime.InteropServices;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Notebooks;

/// <summary>
/// A network as the pad's page reads it: the layers' shapes, and all numbers, layer after layer, little-endian, in base64.
/// </summary>
/// <param name="Layers">The layers' kinds and shapes.</param>
/// <param name="InputScale">What pixels of 0 to 1 are multiplied by.</param>
/// <param name="InputOffset">What is added to them then.</param>
/// <param name="Weights">The weights: float32, or int16 where there are <paramref name="Scales"/>.</param>
/// <param name="Biases">The biases, float32.</param>
/// <param name="Scales">What each output's int16 weights are multiplied by, float32.</param>
internal sealed record PadNetwork(
    IReadOnlyList<PadLayer> Layers, float InputScale, float InputOffset, string Weights, string Biases, string? Scales)
{
    /// <summary>
    /// Weights that take more than this as float32 are rounded to 16 bits, each output's by its own scale, which changes logits
    /// by less than a thousandth: 112,500 weights are 600,000 characters of base64.
    /// </summary>
    private const int MostExactWeights = 112_500;

    /// <summary>Packs a network.</summary>
    public static PadNetwork Of(FoldedNetwork network)
    {
        var layers = new List<PadLayer>();
        var weights = new List<float>();
        var biases = new List<float>();
        var rowLengths = new List<int>();
        foreach (FoldedLayer layer in network.Layers)
        {
            switch (layer)
            {
                case FoldedConvolution convolution:
                    layers.Add(new PadLayer("convolution", convolution.InChannels, convolution.OutChannels)
                    {
                        Kernel = convolution.Kernel, Stride = convolution.Stride, Padding = convolution.Padding, Relu = true,
                    });
                    Add(convolution.Weights, convolution.Bias);
                    break;
                case FoldedMaxPool:
                    layers.Add(new PadLayer("maxPool"));
                    break;
                case FoldedLinear linear:
                    layers.Add(new PadLayer("linear", linear.Inputs, linear.Outputs));
                    Add(linear.Weights, linear.Bias);
                    break;
                default:
                    throw new NotSupportedException($"The drawing pad knows no layer {layer.GetType().Name}.");
            }
        }

        if (weights.Count <= MostExactWeights)
        {
            return new PadNetwork(layers, network.InputScale, network.InputOffset, Base64(weights), Base64(biases), null);
        }

        (List<short> rounded, List<float> scales) = Round(CollectionsMarshal.AsSpan(weights), rowLengths);
        return new PadNetwork(layers, network.InputScale, network.InputOffset, Base64(rounded), Base64(biases), Base64(scales));

        void Add(float[] layerWeights, float[] layerBiases)
        {
            weights.AddRange(layerWeights);
            biases.AddRange(layerBiases);
            rowLengths.AddRange(Enumerable.Repeat(layerWeights.Length / layerBiases.Length, layerBiases.Length));
        }
    }

    private static (List<short> Rounded, List<float> Scales) Round(ReadOnlySpan<float> weights, List<int> rowLengths)
    {
        var rounded = new List<short>(weights.Length);
        var scales = new List<float>(rowLengths.Count);
        foreach (int length in rowLengths)
        {
            ReadOnlySpan<float> row = weights[..length];
            weights = weights[length..];
            var greatest = 0f;
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
