using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Inference;

/// <summary>A function of each number by itself.</summary>
/// <param name="input">How the numbers lie.</param>
/// <param name="output">How the results lie: as far from each other, but for the border.</param>
/// <param name="function">Which.</param>
/// <param name="slope">That of leaky ReLU below zero.</param>
internal sealed class ActivationStage(FeatureMapLayout input, FeatureMapLayout output, ActivationFunction function, float slope)
    : INetworkStage
{
    /// <inheritdoc/>
    public FeatureMapLayout Output => output;

    /// <inheritdoc/>
    public void Run(float[] source, float[] target)
    {
        // The channels of a pixel lie apart by whole vectors on either side, but for the picture itself.
        int channels = Math.Min(input.PixelStride, output.PixelStride);
        for (int y = 0; y < input.Height; y++)
        {
            for (int x = 0; x < input.Width; x++)
            {
                Activations.Apply(
                    function, slope, source.AsSpan(input.Offset(x, y), channels), target.AsSpan(output.Offset(x, y), channels));
            }
        }
    }
}
