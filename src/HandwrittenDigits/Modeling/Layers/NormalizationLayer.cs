using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>Brings pixels of 0 (paper) to 1 (ink) to mean 0 and standard deviation 1; the first layer, where there is one.</summary>
/// <param name="Mean">Subtracted from each pixel.</param>
/// <param name="Std">What the difference is divided by.</param>
public sealed record NormalizationLayer(double Mean, double Std) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Description => "normalisation";

    /// <inheritdoc/>
    public override FeatureShape OutputShape(FeatureShape input) => input.IsFlat || input.Channels != 1
        ? throw new InvalidNetworkException("a normalisation reads the image itself, so it is the first layer.")
        : input;

    internal static NetworkLayer FromSettings(LayerSettings settings) =>
        new NormalizationLayer(settings.Number("mean"), settings.Number("std"));

    internal static NetworkLayer? Read(object module) =>
        module is NormalizePixels { Normalization: var pixels } ? Of(pixels) : null;

    // As decimal the numbers that a person wrote: 0.1307 rather than 0.13070000708.
    internal static NormalizationLayer Of(PixelNormalization pixels) => new((double)(decimal)pixels.Mean, (double)(decimal)pixels.Std);

    internal override object ToModule() => new NormalizePixels(new PixelNormalization((float)Mean, (float)Std));

    // It stays apart: a convolution pads with zeros after it, so that folded into the first weights it would be wrong along the border.
    internal override void Fold(NetworkFolding folding) => folding.SetInput(1 / Std, -Mean / Std);

    internal override INetworkStage? ToStage<TVector>(StageContext context) => null;

    internal override string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input) => input;
}
