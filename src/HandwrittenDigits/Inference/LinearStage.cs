using System.Numerics;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>The last layer: a dot product over all features for each logit. Its weights follow the features' order in memory.</summary>
internal sealed class LinearStage
{
    private readonly float[] weights;
    private readonly FoldedLinear layer;
    private readonly int features;

    /// <summary>Prepares the layer.</summary>
    /// <param name="layer">Reads features channel after channel.</param>
    /// <param name="input">How they lie: pixel after pixel, without a border.</param>
    public LinearStage(FoldedLinear layer, FeatureMapLayout input)
    {
        this.layer = layer;
        features = input.Length;
        weights = new float[layer.Outputs * features];
        int pixels = input.Side * input.Side;
        int channels = layer.Inputs / pixels;
        for (var output = 0; output < layer.Outputs; output++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                for (var pixel = 0; pixel < pixels; pixel++)
                {
                    weights[(output * features) + (pixel * input.PixelStride) + channel] =
                        layer.Weights[(output * layer.Inputs) + (channel * pixels) + pixel];
                }
            }
        }
    }

    /// <summary>Computes the logits.</summary>
    /// <param name="source">The features.</param>
    /// <param name="logits">One number for each output.</param>
    public void Run(ReadOnlySpan<float> source, Span<float> logits)
    {
        source = source[..features];
        for (var output = 0; output < layer.Outputs; output++)
        {
            logits[output] = Dot(source, weights.AsSpan(output * features, features)) + layer.Bias[output];
        }
    }

    // The number of features is a multiple of the vector's width.
    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        (Vector<float> even, Vector<float> odd) = (Vector<float>.Zero, Vector<float>.Zero);
        int width = Vector<float>.Count;
        var i = 0;
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
