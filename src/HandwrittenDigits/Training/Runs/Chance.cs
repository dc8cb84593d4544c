namespace HandwrittenDigits.Training.Runs;

/// <summary>What a p-value means, in plain words.</summary>
internal static class Chance
{
    private const double Usual = 0.05;

    /// <summary>How often chance alone does as much, and what follows from that.</summary>
    /// <param name="value">The p-value, 0 to 1.</param>
    /// <param name="test">What the test is called.</param>
    public static string Describe(double value, string test) =>
        $"Were the two equally good, chance alone would make a difference at least as large in {Share(value)} such comparisons "
        + $"({test}, p = {value:g2}): "
        + (value < Usual ? "the difference is more than chance." : "that is no sign that one is better.");

    private static string Share(double value) => value switch
    {
        >= 0.1 => $"{Math.Round(value * 100)} of 100",
        >= 0.01 => $"{Math.Round(value * 1000)} of 1,000",
        >= 0.0001 => $"{Math.Round(value * 100_000)} of 100,000",
        _ => "fewer than 10 of 100,000",
    };
}
