using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>Temperature scaling: fitted on some digits, judged on others.</summary>
/// <param name="temperature">What logits are divided by.</param>
/// <param name="before">The calibration without it.</param>
/// <param name="after">The calibration with it.</param>
public sealed class TemperatureFit(double temperature, Calibration before, Calibration after) : CellOutput
{
    /// <summary>What logits are divided by.</summary>
    public double Temperature { get; } = temperature;

    /// <summary>The calibration without it.</summary>
    public Calibration Before { get; } = before;

    /// <summary>The calibration with it.</summary>
    public Calibration After { get; } = after;

    /// <summary>Fits on one set and measures on another.</summary>
    /// <param name="classifier">What reads; its own temperature is not used.</param>
    /// <param name="fitOn">Digits that neither trained the network nor will judge it.</param>
    /// <param name="measureOn">Digits to judge by.</param>
    public static TemperatureFit Of(DigitClassifier classifier, DigitDataset fitOn, DigitDataset measureOn)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(fitOn);
        ArgumentNullException.ThrowIfNull(measureOn);
        double temperature = TemperatureScaling.Fit(Logits(classifier, fitOn), fitOn.Labels.Span);
        float[] logits = Logits(classifier, measureOn);
        return new TemperatureFit(
            temperature,
            Calibration.Measure(logits, measureOn.Labels.Span),
            Calibration.Measure(logits, measureOn.Labels.Span, temperature));
    }

    /// <inheritdoc/>
    public override string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public override string ToPlainText() => ToTable().ToPlainText();

    private TableOutput ToTable() => new(
        "Temperature scaling",
        ["", "temperature", "calibration error", "negative log likelihood", "Brier score"],
        [Row("before", 1, Before), Row("after", Temperature, After)]);

    private static string[] Row(string name, double temperature, Calibration calibration) =>
    [
        name,
        $"{temperature:0.000}",
        $"{calibration.ExpectedCalibrationError:0.00000}",
        $"{calibration.NegativeLogLikelihood:0.00000}",
        $"{calibration.BrierScore:0.00000}",
    ];

    private static float[] Logits(DigitClassifier classifier, DigitDataset dataset) =>
        [.. classifier.ClassifyBatch(dataset, Environment.ProcessorCount).SelectMany(prediction => prediction.Logits)];
}
