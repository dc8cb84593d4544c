using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>Batch norm, which is at rest a factor and a shift of each feature map, or of each feature.</summary>
/// <param name="Features">Feature maps, or features.</param>
public sealed record BatchNormLayer(int Features) : NetworkLayer
{
    /// <summary>What is added to the variance. Default 1e-5, as TorchSharp's and PyTorch's.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Whether a factor and a shift are learned. Default true.</summary>
    public bool Affine { get; init; } = true;

    /// <summary>Whether it is <c>BatchNorm1d</c>, for features in a row. Default false.</summary>
    public bool Flat { get; init; }

    /// <inheritdoc/>
    public override string Description => "batch norm";

    /// <inheritdoc/>
    public override long ParameterCount => Affine ? 2L * Features : 0;

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input) =>
        input.IsFlat != Flat ? throw new InvalidNetworkException(
            Flat
                ? $"BatchNorm1d reads features in a row; there are feature maps, {input}."
                : $"BatchNorm2d reads feature maps; there are {input}, features in a row.")
        : input.Channels != Features ? throw new InvalidNetworkException(
            $"batch norm reads {Features} feature maps; there are {input.Channels}.")
        : input;

    internal static NetworkLayer FromSettings(LayerSettings settings)
    {
        var layer = new BatchNormLayer(settings.Integer("features"));
        return layer with
        {
            Epsilon = settings.Number("epsilon", layer.Epsilon),
            Affine = settings.Flag("affine", layer.Affine),
            Flat = settings.Flag("flat", layer.Flat),
        };
    }

    internal static NetworkLayer? Read(object module) =>
        module is BatchNorm2d or BatchNorm1d && module is NormBase { track_running_stats: true } norm
        ? new BatchNormLayer((int)norm.num_features) { Epsilon = norm.eps, Affine = norm.affine, Flat = module is BatchNorm1d }
        : null;

    internal override object ToModule() => Flat
        ? nn.BatchNorm1d(Features, Epsilon, affine: Affine)
        : nn.BatchNorm2d(Features, Epsilon, affine: Affine);

    // At rest it is gamma * (x - mean) / sqrt(variance + epsilon) + beta. Right after a convolution or a linear layer, which have nothing
    // else after their sums, both become part of those's numbers.
    internal override void Fold(NetworkFolding folding)
    {
        float[] mean = folding.Tensor($"{Name}.running_mean", Features);
        float[] variance = folding.Tensor($"{Name}.running_var", Features);
        float[] gamma = Affine ? folding.Tensor($"{Name}.weight", Features) : [.. Enumerable.Repeat(1f, Features)];
        float[] beta = Affine ? folding.Tensor($"{Name}.bias", Features) : new float[Features];
        double[] factors = [.. gamma.Zip(variance, (factor, spread) => factor / Math.Sqrt(spread + Epsilon))];
        if (folding.Last is { Layer: ConvolutionLayer or LinearLayer } before && before.Bias.Length == Features)
        {
            int perMap = before.Weights.Length / Features;
            for (int map = 0; map < Features; map++)
            {
                before.Bias[map] = (float)(beta[map] + ((before.Bias[map] - mean[map]) * factors[map]));
                foreach (ref float weight in before.Weights.AsSpan(map * perMap, perMap))
                {
                    weight = (float)(weight * factors[map]);
                }
            }
        }
        else
        {
            float[] shifts = [.. factors.Select((factor, map) => (float)(beta[map] - (mean[map] * factor)))];
            folding.Add(new FoldedLayer(this, [.. factors.Select(factor => (float)factor)], shifts));
        }
    }

    internal override INetworkStage ToStage<TVector>(StageContext context) =>
        new ScaleStage(context.Input, context.Maps<TVector>(), context.Layer);

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input)
    {
        long[] shape = Flat ? [Features] : [Features, 1, 1];
        string scaled = graph.Add("Mul", [input, graph.Constant("factor", shape, layer.Weights)]);
        return graph.Add("Add", [scaled, graph.Constant("shift", shape, layer.Bias)]);
    }
}
