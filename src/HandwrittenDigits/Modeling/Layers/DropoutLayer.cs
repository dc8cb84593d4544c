using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>Dropout, of features or of whole maps; it does nothing once training is over.</summary>
/// <param name="Share">The share that a step of training leaves out, 0 to 1.</param>
public sealed record DropoutLayer(double Share) : NetworkLayer
{
    /// <summary>Whether whole feature maps are left out. Default false.</summary>
    public bool Maps { get; init; }

    /// <inheritdoc/>
    public override string Description => $"dropout {Share}";

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input) => input;

    internal static NetworkLayer FromSettings(LayerSettings settings)
    {
        var layer = new DropoutLayer(settings.Number("share"));
        return layer with { Maps = settings.Flag("maps", layer.Maps) };
    }

    internal static NetworkLayer? Read(object module) => module switch
    {
        Dropout dropout => new DropoutLayer(dropout.p),
        Dropout2d dropout => new DropoutLayer(dropout.p) { Maps = true },
        _ => null,
    };

    internal override object ToModule() => Maps ? nn.Dropout2d(Share) : nn.Dropout(Share);

    internal override void Fold(NetworkFolding folding)
    {
    }

    internal override INetworkStage? ToStage<TVector>(StageContext context) => null;

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input) => input;
}
