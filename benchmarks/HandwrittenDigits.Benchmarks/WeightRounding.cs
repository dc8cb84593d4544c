using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Benchmarks;

/// <summary>A way to write a network's weights in fewer bits; biases stay as they are.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Bytes">Bytes a weight.</param>
/// <param name="Round">Rounds the weights of one output.</param>
internal sealed record WeightRounding(string Name, int Bytes, Func<float[], IEnumerable<float>> Round)
{
    /// <summary>From exact to coarse.</summary>
    public static IReadOnlyList<WeightRounding> All { get; } =
    [
        new("float32", 4, row => row),
        new("16-bit integers, a scale an output", 2, row => ToIntegers(row, short.MaxValue)),
        new("float16", 2, row => row.Select(weight => (float)(Half)weight)),
        new("8-bit integers, a scale an output", 1, row => ToIntegers(row, sbyte.MaxValue)),
    ];

    /// <summary>The network with its weights rounded.</summary>
    public FoldedNetwork Apply(FoldedNetwork network) => new(
        network.InputScale, network.InputOffset, network.Layers.Select(Rounded), network.Metadata);

    private FoldedLayer Rounded(FoldedLayer layer) =>
        layer.Weights.Length > 0 ? layer with { Weights = Rounded(layer.Weights, layer.Bias.Length) } : layer;

    private float[] Rounded(float[] weights, int outputs) => [.. weights.Chunk(weights.Length / outputs).SelectMany(Round)];

    private static IEnumerable<float> ToIntegers(float[] row, int greatest)
    {
        float scale = row.Max(Math.Abs) / greatest;
        return row.Select(weight => scale > 0 ? MathF.Round(weight / scale) * scale : 0);
    }
}
