using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>A factor and a shift of each feature map, or of each feature in a row.</summary>
internal sealed class ScaleStage : INetworkStage
{
    private readonly FeatureMapLayout input;
    private readonly float[] factors;
    private readonly float[] shifts;

    public ScaleStage(FeatureMapLayout input, FeatureMapLayout output, FoldedLayer layer)
    {
        this.input = input;
        Output = output;
        factors = new float[input.Length];
        shifts = new float[input.Length];
        int perOutput = layer.Input.Height * layer.Input.Width;
        for (int feature = 0; feature < layer.Input.Count; feature++)
        {
            factors[input.FeatureOffset(feature)] = layer.Weights[feature / perOutput];
            shifts[input.FeatureOffset(feature)] = layer.Bias[feature / perOutput];
        }
    }

    /// <inheritdoc/>
    public FeatureMapLayout Output { get; }

    /// <inheritdoc/>
    public void Run(float[] source, float[] target)
    {
        int channels = Math.Min(input.PixelStride, Output.PixelStride);
        for (int y = 0; y < input.Height; y++)
        {
            for (int x = 0; x < input.Width; x++)
            {
                (int from, int to) = (input.Offset(x, y), Output.Offset(x, y));
                for (int channel = 0; channel < channels; channel++)
                {
                    target[to + channel] = (source[from + channel] * factors[from + channel]) + shifts[from + channel];
                }
            }
        }
    }
}
