using MathNet.Numerics.Distributions;

namespace HandwrittenDigits.Training.Runs;

/// <summary>
/// Whether one configuration is better than another by more than the seeds' chance: Student's paired t-test over common seeds.
/// </summary>
/// <param name="First">What the first is called.</param>
/// <param name="Second">What the second is called.</param>
/// <param name="Seeds">How many seeds both were trained with.</param>
/// <param name="MeanDifference">By how much the first's validation accuracy is higher, in the mean; -1 to 1.</param>
/// <param name="StandardDeviation">How much that varies from seed to seed.</param>
/// <param name="PValue">How often chance alone would make a mean difference as large, 0 to 1.</param>
public sealed record SeedComparison(string First, string Second, int Seeds, double MeanDifference, double StandardDeviation, double PValue)
{
    /// <summary>Compares two configurations; nothing where they have fewer than two seeds in common, or other validation images.</summary>
    public static SeedComparison? Of(RunGroup first, RunGroup second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var others = second.Runs.Where(run => run.Best is not null)
            .GroupBy(RunGroup.Seed).ToDictionary(runs => runs.Key, runs => runs.First());
        double[] differences =
        [
            .. first.Runs.Where(run => run.Best is not null).DistinctBy(RunGroup.Seed)
                .Where(run => others.TryGetValue(RunGroup.Seed(run), out RunSummary? other)
                    && run.Recorded.GetValueOrDefault("images.validation") == other.Recorded.GetValueOrDefault("images.validation"))
                .Select(run => run.Best!.ValidationAccuracy - others[RunGroup.Seed(run)].Best!.ValidationAccuracy),
        ];
        if (differences.Length < 2)
        {
            return null;
        }

        var spread = Spread.Of(differences);
        double deviation = spread.StandardDeviation!.Value;
        return new SeedComparison(
            first.Name, second.Name, differences.Length, spread.Mean, deviation, PValueOf(spread.Mean, deviation, differences.Length));
    }

    /// <summary>It in plain words.</summary>
    public override string ToString() =>
        $"With the same {Seeds} seeds, {First} reads {Math.Abs(MeanDifference) * 100:0.00} percentage points "
        + $"{(MeanDifference < 0 ? "fewer" : "more")} of the validation images right than {Second} in the mean (standard deviation "
        + $"{StandardDeviation * 100:0.00}). {Chance.Describe(PValue, "paired t-test over the seeds")}";

    private static double PValueOf(double mean, double deviation, int count) => (mean, deviation) switch
    {
        (0, _) => 1,
        (_, 0) => 0,
        _ => 2 * StudentT.CDF(0, 1, count - 1, -Math.Abs(mean / (deviation / Math.Sqrt(count)))),
    };
}
