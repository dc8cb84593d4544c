using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Evaluation;

/// <summary>Makes a trained model's probabilities mean what they say, and lets it say "unsure".</summary>
public static class ModelCalibration
{
    // Enough that the share of refused digits is known to a tenth of a percent; other seeds than training ever uses.
    private const int SyntheticCount = 5_000;
    private const int Seed = -1;

    /// <summary>The model with a temperature and a rule for "unsure" in its metadata.</summary>
    /// <remarks>
    /// The rule lets pass the validation images and synthetic digits, which are drawn as a pen draws, and refuses what
    /// <see cref="NonDigits"/> draws.
    /// </remarks>
    /// <param name="model">The trained network; its weights stay as they are.</param>
    /// <param name="validation">Real digits that did not train it: the temperature is fitted on them.</param>
    public static DigitModel Calibrate(DigitModel model, DigitDataset validation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        var network = IDigitNetwork.Of(model);
        float[] logits = Logits(network, validation.Pixels);
        float[] digits = [.. logits, .. Logits(network, SyntheticDigits.Dataset(SyntheticCount, Seed).Pixels)];
        byte[] nonDigits = NonDigits.Images(SyntheticCount, Seed);
        return model with
        {
            Metadata = model.Metadata with
            {
                Temperature = TemperatureScaling.Fit(logits, validation.Labels.Span),
                Unsure = UnsureCalibration.Fit(digits, Logits(network, nonDigits)).ToJson(),
            },
        };
    }

    private static float[] Logits(IDigitNetwork network, ReadOnlyMemory<byte> pixels) =>
        network.LogitsBatch(pixels, Environment.ProcessorCount);
}
