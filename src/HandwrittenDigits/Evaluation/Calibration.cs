using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Evaluation;

/// <summary>Whether probabilities mean what they say.</summary>
/// <param name="ExpectedCalibrationError">
/// ECE, 0 to 1: how far confidence and accuracy lie apart, over bins of equal width weighted by their counts. Guo, Pleiss, Sun,
/// Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, equation 3.
/// </param>
/// <param name="NegativeLogLikelihood">The mean of -ln of the probability given to the true class, nats.</param>
/// <param name="BrierScore">
/// The mean squared distance between the ten probabilities and the truth, 0 to 2. G. W. Brier, Monthly Weather Review 78 (1950).
/// </param>
/// <param name="Bins">The bins, lowest confidence first.</param>
public sealed record Calibration(
    double ExpectedCalibrationError, double NegativeLogLikelihood, double BrierScore, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>How many bins of equal width there are, as in the paper.</summary>
    public const int BinCount = 15;

    /// <summary>Measures.</summary>
    /// <param name="logits"><c>[N, 10]</c>, row-major.</param>
    /// <param name="labels"><c>[N]</c>, 0 to 9.</param>
    /// <param name="temperature">What logits are divided by before softmax.</param>
    public static Calibration Measure(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, double temperature = 1)
    {
        LogitRows.Require(logits, labels);
        int[] counts = new int[BinCount];
        int[] right = new int[BinCount];
        double[] confidences = new double[BinCount];
        (double likelihood, double brier) = (0, 0);
        Span<double> probabilities = stackalloc double[DigitDataset.ClassCount];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = LogitRows.Row(logits, i);
            Softmax.Apply(row, temperature, probabilities);
            int predicted = Softmax.ArgMax(row);
            double confidence = probabilities[predicted];
            int bin = Math.Clamp((int)Math.Ceiling(confidence * BinCount) - 1, 0, BinCount - 1);
            counts[bin]++;
            confidences[bin] += confidence;
            right[bin] += predicted == labels[i] ? 1 : 0;
            likelihood -= Softmax.LogProbability(row, labels[i], temperature);
            for (int digit = 0; digit < probabilities.Length; digit++)
            {
                double error = probabilities[digit] - (digit == labels[i] ? 1 : 0);
                brier += error * error;
            }
        }

        ReliabilityBin[] bins =
        [
            .. Enumerable.Range(0, BinCount).Select(bin => new ReliabilityBin(
                (double)bin / BinCount,
                (bin + 1.0) / BinCount,
                counts[bin],
                confidences[bin] / Math.Max(1, counts[bin]),
                (double)right[bin] / Math.Max(1, counts[bin]))),
        ];
        double gap = bins.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence));
        int count = Math.Max(1, labels.Length);
        return new Calibration(gap / count, likelihood / count, brier / count, bins);
    }
}

/// <summary>The predictions whose confidence lies in one range.</summary>
/// <param name="Lower">The range's lower end, not in it.</param>
/// <param name="Upper">The range's upper end, in it.</param>
/// <param name="Count">How many predictions there are.</param>
/// <param name="Confidence">Their mean confidence, 0 to 1; 0 where there are none.</param>
/// <param name="Accuracy">The share of them that is right, 0 to 1; 0 where there are none.</param>
public sealed record ReliabilityBin(double Lower, double Upper, int Count, double Confidence, double Accuracy);
