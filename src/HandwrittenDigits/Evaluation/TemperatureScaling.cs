using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Evaluation;

/// <summary>
/// Finds the one number that logits are divided by so that probabilities mean what they say; no answer changes. Guo, Pleiss, Sun,
/// Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.
/// </summary>
public static class TemperatureScaling
{
    /// <summary>The lowest temperature that is tried.</summary>
    public const double Lowest = 0.05;

    /// <summary>The highest temperature that is tried.</summary>
    public const double Highest = 20;

    private const int MaxSteps = 100;

    /// <summary>The temperature with the least negative log likelihood.</summary>
    /// <remarks>
    /// The loss is convex in 1 / temperature, so the place where its slope changes its sign is found by halving the interval.
    /// </remarks>
    /// <param name="logits"><c>[N, 10]</c> of data that neither trained the network nor will judge it, row-major.</param>
    /// <param name="labels"><c>[N]</c>, 0 to 9; at least one.</param>
    /// <returns>The temperature, <see cref="Lowest"/> to <see cref="Highest"/>.</returns>
    public static double Fit(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        LogitRows.Require(logits, labels);
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length);
        (double low, double high) = (1 / Highest, 1 / Lowest);
        for (int step = 0; step < MaxSteps && high - low > 1e-9; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(logits, labels, middle) > 0 ? (low, middle) : (middle, high);
        }

        return 2 / (low + high);
    }

    // The derivative of the loss by b = 1 / temperature: the logit expected under softmax(b * logits) minus the true class's.
    private static double Slope(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, double inverse)
    {
        double slope = 0;
        Span<double> probabilities = stackalloc double[DigitDataset.ClassCount];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = LogitRows.Row(logits, i);
            Softmax.Apply(row, 1 / inverse, probabilities);
            slope -= row[labels[i]];
            for (int digit = 0; digit < row.Length; digit++)
            {
                slope += probabilities[digit] * row[digit];
            }
        }

        return slope;
    }
}
