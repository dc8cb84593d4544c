namespace HandwrittenDigits.Training.Runs;

/// <summary>Runs of one configuration: they differ in the seed and in the machine's moment alone.</summary>
/// <param name="Name">
/// In what the configuration differs from the others: <c>learningRate=0.01, network=wide</c>; of a single one, nothing.
/// </param>
/// <param name="Runs">The runs, by their seed.</param>
public sealed record RunGroup(string Name, IReadOnlyList<RunSummary> Runs)
{
    private const string SeedName = "seed";

    // What says nothing of the configuration.
    private static readonly HashSet<string> Circumstances =
        new([SeedName, RunDifferences.TestImages, .. RunDifferences.Circumstances, "threads", "device"], StringComparer.Ordinal);

    /// <summary>Mean and spread of the validation accuracy of the epochs that were kept; nothing before the first.</summary>
    public Spread? Validation => SpreadOf(run => run.Best?.ValidationAccuracy);

    /// <summary>Mean and spread of the test accuracy; nothing where no run has read the test set.</summary>
    public Spread? Test => SpreadOf(run => run.TestAccuracy);

    /// <summary>The configurations of some runs, best on the validation images first.</summary>
    public static IReadOnlyList<RunGroup> Of(IReadOnlyCollection<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        string[] differing = [.. RunDifferences.Of(runs).Where(name => !Circumstances.Contains(name))];
        return
        [
            .. runs.GroupBy(run => string.Join('\n', differing.Select(name => run.Recorded.GetValueOrDefault(name))))
                .Select(group => new RunGroup(
                    Describe(group.First(), differing), [.. group.OrderBy(Seed).ThenBy(run => run.Name, StringComparer.Ordinal)]))
                .OrderByDescending(group => group.Validation?.Mean),
        ];
    }

    /// <summary>A run's seed, as it is recorded.</summary>
    public static int Seed(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return int.TryParse(run.Recorded.GetValueOrDefault(SeedName), out int seed) ? seed : 0;
    }

    // Options say more in less room than images do; those are told where nothing else differs.
    private static string Describe(RunSummary run, string[] differing)
    {
        string[] told = [.. differing.Where(run.Recorded.ContainsKey)];
        string[] options = [.. told.Where(name => !RunDifferences.IsCircumstance(name))];
        return string.Join(", ", (options.Length > 0 ? options : told).Select(name => $"{name}={run.Recorded[name]}"));
    }

    private Spread? SpreadOf(Func<RunSummary, double?> figure)
    {
        double[] values = [.. Runs.Select(figure).OfType<double>()];
        return values.Length == 0 ? null : Spread.Of(values);
    }
}

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
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new Spread(values.Count, mean, values.Count < 2 ? null : Math.Sqrt(squares / (values.Count - 1)));
    }
}
