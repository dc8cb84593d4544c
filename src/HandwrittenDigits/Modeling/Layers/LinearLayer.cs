using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>A linear layer: <c>[In] -> [Out]</c>.</summary>
/// <param name="In">Features that come in.</param>
/// <param name="Out">Features that go out.</param>
public sealed record LinearLayer(int In, int Out) : NetworkLayer
{
    /// <summary>Whether it has a bias. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Description => $"linear, {In:N0} to {Out:N0}";

    /// <inheritdoc/>
    public override long ParameterCount => ((long)In * Out) + (Bias ? Out : 0);

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input) =>
        !input.IsFlat ? throw new InvalidNetworkException(
            $"a linear layer reads features in a row; there are feature maps, {input}: put Flatten() before it.")
        : In < 1 || Out < 1 ? throw new InvalidNetworkException("a linear layer's features are at least 1.")
        : input.Channels != In ? throw new InvalidNetworkException($"a linear layer reads {In} features; there are {input.Channels}.")
        : FeatureShape.Flat(Out);

    /// <inheritdoc/>
    public override long MultiplyAdds(FeatureShape input) => (long)In * Out;

    internal static NetworkLayer FromSettings(LayerSettings settings)
    {
        var layer = new LinearLayer(settings.Integer("in"), settings.Integer("out"));
        return layer with { Bias = settings.Flag("bias", layer.Bias) };
    }

    internal static NetworkLayer? Read(object module) =>
        module is Linear linear
            ? new LinearLayer((int)linear.in_features, (int)linear.out_features) { Bias = linear.bias is not null }
            : null;

    internal override object ToModule() => nn.Linear(In, Out, Bias);

    internal override void Fold(NetworkFolding folding) => folding.Add(new FoldedLayer(
        this, folding.Tensor($"{Name}.weight", Out, In), Bias ? folding.Tensor($"{Name}.bias", Out) : new float[Out]));

    internal override INetworkStage ToStage<TVector>(StageContext context) =>
        new LinearStage(context.Layer, context.Input, FeatureMapLayout.Of<TVector>(Out, 1, 1, border: 0), context.Least);

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input) => graph.Add(
        "Gemm",
        [input, graph.Constant("weight", [Out, In], layer.Weights), graph.Constant("bias", [Out], layer.Bias)],
        OnnxMessages.Attribute("transB", 1));
}
