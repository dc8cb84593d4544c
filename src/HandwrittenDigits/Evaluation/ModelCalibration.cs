using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Evaluation;

/// <summary>Makes a trained model's probabilities mean what they say, and lets it say "unsure".</summary>
public static class ModelCalibration
{
    /// <summary>The model with a temperature and a rule for "unsure" in its metadata.</summary>
    /// <param name="model">The trained network; its weights stay as they are.</param>
    /// <param name="validation">Real digits that did not train it: the temperature is fitted on them.</param>
    /// <param name="otherDigits">More digits that the rule has to let pass, drawn otherwise than the validation images; or none.</param>
    /// <param name="nonDigits">Images of what is no digit, whose labels mean nothing; or none.</param>
    public static DigitModel Calibrate(DigitModel model, DigitDataset validation, DigitDataset? otherDigits = null, DigitDataset? nonDigits = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        ManagedNetwork network = new(FoldedNetwork.FromSafetensors(model.ToFile()));
        float[] logits = Logits(network, validation);
        float[] digits = [.. logits, .. Logits(network, otherDigits)];
        return model with
        {
            Metadata = model.Metadata with
            {
                Temperature = TemperatureScaling.Fit(logits, validation.Labels.Span),
                Unsure = UnsureCalibration.Fit(digits, Logits(network, nonDigits)).ToJson(),
            },
        };
    }

    private static float[] Logits(ManagedNetwork network, DigitDataset? images) =>
        images is null ? [] : network.LogitsBatch(images.Pixels, Environment.ProcessorCount);
}
