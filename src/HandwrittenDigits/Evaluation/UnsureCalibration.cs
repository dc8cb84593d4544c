using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using MathNet.Numerics.LinearAlgebra;

namespace HandwrittenDigits.Evaluation;

/// <summary>
/// Finds an <see cref="UnsureRule"/>: on logits of real digits and of things that are none, a logistic regression on the sorted
/// logits; then the bound under which at most a given share of the real digits falls, and no more of them than it takes to refuse nearly
/// all of the others.
/// </summary>
public static class UnsureCalibration
{
    /// <summary>The share of real digits that may be refused, unless told otherwise.</summary>
    public const double DefaultMaxRefusedDigits = 0.01;

    // Of what is no digit, the share that is enough to refuse: a higher bound costs drawn digits, of which twice as many fall as of others.
    private const double EnoughRefusedNonDigits = 0.98;
    private const double Ridge = 1e-3;
    private const int MaxSteps = 50;

    // Without examples of what is no digit: how far the best answer is ahead of the second.
    private static readonly double[] Margin = [1, -1, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Fits a rule.</summary>
    /// <param name="digits"><c>[N, 10]</c> logits of real digits that neither trained the network nor will judge it.</param>
    /// <param name="nonDigits"><c>[M, 10]</c> logits of what is no digit; with none, the rule bounds the margin.</param>
    /// <param name="maxRefusedDigits">The share of <paramref name="digits"/> that may be refused, 0 to 1.</param>
    public static UnsureRule Fit(
        ReadOnlySpan<float> digits, ReadOnlySpan<float> nonDigits, double maxRefusedDigits = DefaultMaxRefusedDigits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRefusedDigits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxRefusedDigits, 1);
        if (digits.IsEmpty || digits.Length % DigitDataset.ClassCount != 0 || nonDigits.Length % DigitDataset.ClassCount != 0)
        {
            throw new ArgumentException($"Logits come in rows of {DigitDataset.ClassCount}, of at least one digit.", nameof(digits));
        }

        double[] weights = nonDigits.IsEmpty ? Margin : Separate(SortedRows(digits), SortedRows(nonDigits));
        var unbounded = new UnsureRule(weights, 0);
        double[] scores = SortedScores(unbounded, digits);
        double bound = Bound(scores, maxRefusedDigits);
        if (!nonDigits.IsEmpty)
        {
            // Up to the lowest score of a digit a higher bound costs nothing.
            bound = Math.Min(bound, Math.Max(scores[0], Bound(SortedScores(unbounded, nonDigits), EnoughRefusedNonDigits)));
        }

        return new UnsureRule(weights, bound);
    }

    // As many scores as that share lie under it, and no more.
    private static double Bound(double[] sorted, double share) => sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)];

    private static double[] SortedScores(UnsureRule rule, ReadOnlySpan<float> logits)
    {
        double[] scores = new double[logits.Length / DigitDataset.ClassCount];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = rule.Score(LogitRows.Row(logits, i));
        }

        Array.Sort(scores);
        return scores;
    }

    // Logistic regression by Newton's method; both kinds weigh alike, however many there are of each.
    private static double[] Separate(double[][] digits, double[][] nonDigits)
    {
        int size = DigitDataset.ClassCount + 1;
        double[] weights = new double[size];
        for (int step = 0; step < MaxSteps; step++)
        {
            double[] gradient = new double[size];
            double[,] curvature = new double[size, size];
            for (int i = 0; i < size; i++)
            {
                gradient[i] = Ridge * weights[i];
                curvature[i, i] = Ridge;
            }

            Accumulate(digits, 1, weights, gradient, curvature);
            Accumulate(nonDigits, 0, weights, gradient, curvature);
            double[] change = Matrix<double>.Build.DenseOfArray(curvature).Solve(Vector<double>.Build.Dense(gradient)).AsArray();
            for (int i = 0; i < size; i++)
            {
                weights[i] -= change[i];
            }

            if (change.Max(Math.Abs) < 1e-9)
            {
                break;
            }
        }

        return weights[..DigitDataset.ClassCount];
    }

    private static void Accumulate(double[][] rows, double target, double[] weights, double[] gradient, double[,] curvature)
    {
        foreach (double[] row in rows)
        {
            double sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                sum += weights[i] * row[i];
            }

            double probability = 1 / (1 + Math.Exp(-sum));
            double slope = (probability - target) / rows.Length;
            double bend = probability * (1 - probability) / rows.Length;
            for (int i = 0; i < row.Length; i++)
            {
                gradient[i] += slope * row[i];
                for (int j = 0; j < row.Length; j++)
                {
                    curvature[i, j] += bend * row[i] * row[j];
                }
            }
        }
    }

    // The logits of each row, the highest first, then a 1 for the constant.
    private static double[][] SortedRows(ReadOnlySpan<float> logits)
    {
        double[][] rows = new double[logits.Length / DigitDataset.ClassCount][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = [.. LogitRows.Row(logits, i).ToArray().OrderDescending(), 1];
        }

        return rows;
    }
}
