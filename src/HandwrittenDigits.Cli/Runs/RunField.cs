using System.Globalization;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>What runs are filtered, sorted and exported by: a figure, or anything that is recorded of them.</summary>
/// <param name="Name">What is typed: <c>validation</c>, <c>learningRate</c>, <c>augmentation.shear</c>.</param>
/// <param name="Of">Its value as text; nothing where a run has none.</param>
internal sealed record RunField(string Name, Func<RunSummary, string?> Of)
{
    private static readonly RunField[] Figures =
    [
        new("name", run => run.Name),
        new("state", run => run.State.ToString().ToLowerInvariant()),
        new("started", run => run.Started?.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture)),
        new("epochsDone", run => $"{run.Epochs.Count}"),
        new("bestEpoch", run => $"{run.Best?.Epoch}"),
        new("validation", run => Number(run.Best?.ValidationAccuracy)),
        new("validationLoss", run => Number(run.Best?.ValidationLoss)),
        new("trainLoss", run => Number(run.Best?.TrainLoss)),
        new("test", run => Number(run.TestAccuracy)),
        new("seconds", run => Number(run.Seconds)),
        new("failure", run => run.Failure),
    ];

    /// <summary>All fields of these runs: the figures, then what is recorded.</summary>
    public static IReadOnlyList<RunField> All(IEnumerable<RunSummary> runs) =>
    [
        .. Figures,
        .. runs.SelectMany(run => run.Recorded.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Recorded),
    ];

    /// <summary>The field of that name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static RunField Find(string name, IReadOnlyCollection<RunSummary> runs) =>
        All(runs).FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"Runs have no '{name}'. They have {string.Join(", ", All(runs).Select(field => field.Name))}.");

    /// <summary>Orders two values: numbers as numbers, all else as text, what is missing last.</summary>
    public static int Compare(string? left, string? right) => (left, right) switch
    {
        _ when string.IsNullOrEmpty(left) || string.IsNullOrEmpty(right) => string.IsNullOrEmpty(left).CompareTo(
            string.IsNullOrEmpty(right)),
        _ when TryNumber(left, out double one) && TryNumber(right, out double other) => one.CompareTo(other),
        _ => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>A number as it is written, or a percentage: 0.98 and 98% are the same.</summary>
    public static bool TryNumber(string text, out double number)
    {
        bool isShare = text.EndsWith('%');
        bool parsed = double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        number = isShare ? number / 100 : number;
        return parsed;
    }

    private static RunField Recorded(string name) => new(name, run => run.Recorded.GetValueOrDefault(name));

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
