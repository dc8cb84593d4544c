using System.Numerics;

namespace HandwrittenDigits.Inference;

/// <summary>Max pooling over 2x2 pixels with stride 2, vector by vector: the pooling that most networks have.</summary>
/// <param name="input">How the feature maps lie.</param>
/// <param name="output">How the result lies: half the side, rounded down.</param>
internal sealed class MaxPoolStage(FeatureMapLayout input, FeatureMapLayout output) : INetworkStage
{
    /// <inheritdoc/>
    public FeatureMapLayout Output => output;

    /// <inheritdoc/>
    public void Run(float[] source, float[] target)
    {
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                int upper = input.Offset(2 * x, 2 * y);
                int lower = upper + input.RowStride;
                int to = output.Offset(x, y);
                for (int channel = 0; channel < output.PixelStride; channel += Vector<float>.Count)
                {
                    var above = Vector.Max(
                        new Vector<float>(source, upper + channel), new Vector<float>(source, upper + input.PixelStride + channel));
                    var below = Vector.Max(
                        new Vector<float>(source, lower + channel), new Vector<float>(source, lower + input.PixelStride + channel));
                    Vector.Max(above, below).CopyTo(target, to + channel);
                }
            }
        }
    }
}
