using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>Pooling to a given size, whatever comes in: <c>[C, H, W] -> [C, Size]</c>.</summary>
/// <param name="Mode">What it takes of a window.</param>
/// <param name="Size">The sides of what comes out.</param>
public sealed record AdaptivePoolingLayer(PoolingMode Mode, Extent Size) : NetworkLayer, IWindowedLayer
{
    /// <inheritdoc/>
    public override string Description => $"{(Mode == PoolingMode.Max ? "max" : "average")} pooling to {Size.Height} × {Size.Width}";

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input)
    {
        input.RequireMaps("pooling");
        return FeatureShape.Maps(input.Channels, Size.Height, Size.Width);
    }

    /// <inheritdoc/>
    public PoolingAxis Rows(FeatureShape input) => PoolingAxis.Adaptive(input.Height, Size.Height);

    /// <inheritdoc/>
    public PoolingAxis Columns(FeatureShape input) => PoolingAxis.Adaptive(input.Width, Size.Width);

    /// <inheritdoc/>
    public float[] Divisors(FeatureShape input) =>
        [.. Rows(input).PaddedLengths.SelectMany(height => Columns(input).PaddedLengths.Select(width => (float)(height * width)))];

    internal static NetworkLayer FromSettings(LayerSettings settings) =>
        new AdaptivePoolingLayer(settings.Choice<PoolingMode>("mode"), settings.Extent("size"));

    internal static NetworkLayer? Read(object module) => module switch
    {
        AdaptiveAvgPool2d pool => new AdaptivePoolingLayer(PoolingMode.Average, Extent.Of(pool.output_size)),
        AdaptiveMaxPool2d pool => new AdaptivePoolingLayer(PoolingMode.Max, Extent.Of(pool.output_size)),
        _ => null,
    };

    internal override object ToModule() => Mode == PoolingMode.Max
        ? nn.AdaptiveMaxPool2d([Size.Height, Size.Width])
        : nn.AdaptiveAvgPool2d(Size.ToLongs());

    internal override INetworkStage ToStage<TVector>(StageContext context) =>
        new PoolStage(context.Input, context.Maps<TVector>(), Mode, this, context.Layer.Input);

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input)
    {
        if (layer.Input.Height % Size.Height != 0 || layer.Input.Width % Size.Width != 0)
        {
            return graph.AddWindows(this, Mode, layer.Input, input);
        }

        Extent window = new(layer.Input.Height / Size.Height, layer.Input.Width / Size.Width);
        return graph.AddPool(Mode, input, window, window, padding: 0, dilation: 1, countPadding: true);
    }
}
