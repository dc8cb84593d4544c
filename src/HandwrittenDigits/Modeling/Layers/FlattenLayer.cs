using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>Feature maps to features in a row, map after map, row by row.</summary>
public sealed record FlattenLayer : NetworkLayer
{
    /// <inheritdoc/>
    public override string Description => "flatten";

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input) => FeatureShape.Flat(input.Count);

    internal static NetworkLayer FromSettings(LayerSettings settings) => new FlattenLayer();

    internal static NetworkLayer? Read(object module) => module is Flatten { start_dim: 1, end_dim: -1 or 3 } ? new FlattenLayer() : null;

    internal override object ToModule() => nn.Flatten();

    // Whoever reads them next knows in which order they lie.
    internal override INetworkStage? ToStage<TVector>(StageContext context) => null;

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input) =>
        graph.Add("Flatten", [input], OnnxMessages.Attribute("axis", 1));
}
