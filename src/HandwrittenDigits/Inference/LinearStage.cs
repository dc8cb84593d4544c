using System.Numerics;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>A linear layer: a dot product over all features for each output. Its weights follow the features' order in memory.</summary>
internal sealed class LinearStage : INetworkStage
{
    private readonly float[] weights;
    private readonly float[] bias;
    private readonly float least;
    private readonly int features;

    /// <summary>Prepares the layer.</summary>
    /// <param name="layer">Reads features map after map, row by row.</param>
    /// <param name="input">How they lie.</param>
    /// <param name="output">How the results lie: side by side.</param>
    /// <param name="least">The least number that goes out: 0 where ReLU follows.</param>
    public LinearStage(FoldedLayer layer, FeatureMapLayout input, FeatureMapLayout output, float least)
    {
        Output = output;
        bias = layer.Bias;
        this.least = least;
        features = input.Length;
        weights = new float[bias.Length * features];
        int inputs = layer.Input.Count;
        for (int feature = 0; feature < inputs; feature++)
        {
            int place = input.FeatureOffset(feature);
            for (int result = 0; result < bias.Length; result++)
            {
                weights[(result * features) + place] = layer.Weights[(result * inputs) + feature];
            }
        }
    }

    /// <inheritdoc/>
    public FeatureMapLayout Output { get; }

    /// <inheritdoc/>
    public void Run(float[] source, float[] target)
    {
        ReadOnlySpan<float> read = source.AsSpan(0, features);
        for (int result = 0; result < bias.Length; result++)
        {
            target[result] = Math.Max(Dot(read, weights.AsSpan(result * features, features)) + bias[result], least);
        }
    }

    // The number of features is a multiple of the vector's width.
    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        (Vector<float> even, Vector<float> odd) = (Vector<float>.Zero, Vector<float>.Zero);
        int width = Vector<float>.Count;
        int i = 0;
        for (; i + (2 * width) <= left.Length; i += 2 * width)
        {
            even = Vector.MultiplyAddEstimate(new Vector<float>(left[i..]), new Vector<float>(right[i..]), even);
            odd = Vector.MultiplyAddEstimate(new Vector<float>(left[(i + width)..]), new Vector<float>(right[(i + width)..]), odd);
        }

        if (i < left.Length)
        {
            even = Vector.MultiplyAddEstimate(new Vector<float>(left[i..]), new Vector<float>(right[i..]), even);
        }

        return Vector.Sum(even + odd);
    }
}
