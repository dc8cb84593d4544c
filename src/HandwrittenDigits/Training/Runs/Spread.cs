namespace HandwrittenDigits.Training.Runs;

/// <summary>Mean and spread of a figure over runs that differ in chance alone.</summary>
/// <param name="Count">How many runs.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The sample's standard deviation, with n - 1; nothing of one run.</param>
public sealed record Spread(int Count, double Mean, double? StandardDeviation)
{
    /// <summary>Of these values; at least one.</summary>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        double mean = values.Average();
        return new Spread(values.Count, mean, values.Count < 2 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }
}
