namespace HandwrittenDigits.Evaluation;

/// <summary>A confidence interval of a proportion.</summary>
/// <param name="Lower">Its lower end, 0 to 1.</param>
/// <param name="Upper">Its upper end, 0 to 1.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    // The 97.5 % quantile of the normal distribution: 2.5 % are left out on either side.
    private const double Z95 = 1.959963984540054;

    /// <summary>
    /// The 95 % score interval of a proportion: E. B. Wilson, "Probable inference, the law of succession, and statistical
    /// inference", JASA 22 (1927). It holds near 0 and 1 too, where the textbook's interval leaves the range.
    /// </summary>
    /// <param name="successes">How many of them, 0 to <paramref name="count"/>.</param>
    /// <param name="count">Of how many; of none, the interval is everything.</param>
    public static Interval Wilson(int successes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, successes);
        if (count == 0)
        {
            return new Interval(0, 1);
        }

        double proportion = (double)successes / count;
        double square = Z95 * Z95;
        double center = proportion + (square / (2 * count));
        double spread = Z95 * Math.Sqrt((proportion * (1 - proportion) / count) + (square / (4.0 * count * count)));
        double scale = 1 + (square / count);

        // At the ends rounding may leave the range by an ulp.
        return new Interval(Math.Max(0, (center - spread) / scale), Math.Min(1, (center + spread) / scale));
    }
}
