using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Inference;

/// <summary>Pooling over any windows.</summary>
internal sealed class PoolStage : INetworkStage
{
    private readonly FeatureMapLayout input;
    private readonly bool isMax;
    private readonly int[][] windows;
    private readonly float[] divisors;

    public PoolStage(FeatureMapLayout input, FeatureMapLayout output, PoolingMode mode, IWindowedLayer layer, FeatureShape shape)
    {
        this.input = input;
        Output = output;
        isMax = mode == PoolingMode.Max;
        divisors = layer.Divisors(shape);
        PoolingAxis columns = layer.Columns(shape);
        windows =
        [
            .. layer.Rows(shape).Taps.SelectMany(
                ys => columns.Taps.Select(xs => (int[])[.. ys.SelectMany(y => xs.Select(x => input.Offset(x, y)))])),
        ];
    }

    /// <inheritdoc/>
    public FeatureMapLayout Output { get; }

    /// <inheritdoc/>
    public void Run(float[] source, float[] target)
    {
        int channels = Math.Min(input.PixelStride, Output.PixelStride);
        for (int i = 0; i < windows.Length; i++)
        {
            Span<float> result = target.AsSpan(Output.Offset(i % Output.Width, i / Output.Width), channels);
            result.Fill(isMax ? float.NegativeInfinity : 0);
            foreach (int tap in windows[i])
            {
                ReadOnlySpan<float> pixel = source.AsSpan(tap, channels);
                for (int channel = 0; channel < channels; channel++)
                {
                    result[channel] = isMax ? Math.Max(result[channel], pixel[channel]) : result[channel] + pixel[channel];
                }
            }

            if (!isMax)
            {
                foreach (ref float sum in result)
                {
                    sum /= divisors[i];
                }
            }
        }
    }
}
