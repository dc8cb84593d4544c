using System.Text.Json.Serialization;

namespace HandwrittenDigits.Training.Runs;

/// <summary>What one run was and what it came to, from the files in its folder. Immutable.</summary>
public sealed record RunSummary
{
    /// <summary>
    /// The folder's path below the folder of all runs: <c>20260131-235959-wide</c>, or <c>sweep/3fa9c2e1</c> of a sweep's run.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>How far it got.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it failed, where it did: one line for a person.</summary>
    public string? Failure { get; init; }

    /// <summary>When it began, by the clock of that machine; nothing where it does not say.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How many epochs there are to be.</summary>
    public required int EpochsPlanned { get; init; }

    /// <summary>What says which epoch's weights are kept.</summary>
    public required MonitoredMetric Monitor { get; init; }

    /// <summary>What the complete epochs came to, first to last.</summary>
    public required IReadOnlyList<EpochMetrics> Epochs { get; init; }

    /// <summary>How well the model reads the test set, 0 to 1; nothing where that was not looked at.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>How many test images there are.</summary>
    public int? TestCount { get; init; }

    /// <summary>
    /// Everything that is recorded of what the run was made from, by name: every option by its path (<c>augmentation.shear</c>), and
    /// <c>images.train</c>, <c>images.validation</c>, <c>images.test</c>, <c>split</c>, <c>teachers.runs</c>, <c>ownCode</c>,
    /// <c>version</c>, <c>libraries</c>, <c>system</c>, <c>threads.used</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Recorded { get; init; }

    /// <summary>The epoch whose weights are kept; nothing before the first is complete.</summary>
    [JsonIgnore]
    public EpochMetrics? Best => Epochs.Aggregate((EpochMetrics?)null, (best, epoch) => epoch.IsBetterThan(best, Monitor) ? epoch : best);

    /// <summary>How long the epochs took together.</summary>
    [JsonIgnore]
    public double Seconds => Epochs.Sum(epoch => epoch.Seconds);
}

/// <summary>How far a run got.</summary>
public enum RunState
{
    /// <summary>All epochs are done and the model is saved.</summary>
    Complete,

    /// <summary>It was stopped, or runs still: it can go on from its last complete epoch.</summary>
    Stopped,

    /// <summary>It ended by an error.</summary>
    Failed,
}
