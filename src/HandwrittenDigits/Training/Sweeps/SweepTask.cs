using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>One training of a sweep.</summary>
/// <param name="Number">Its place in the sweep, from 1.</param>
/// <param name="Name">
/// Its run's folder below the sweep's, which follows from options and data alone: a sweep's file may be changed, and what is trained stays
/// trained.
/// </param>
/// <param name="Configuration">What the sweep set, without the seed: <c>learningRate=0.01, network=wide</c>.</param>
/// <param name="Settings">What the sweep set, by option.</param>
/// <param name="Options">Every option.</param>
public sealed record SweepTask(
    int Number, string Name, string Configuration, IReadOnlyDictionary<string, string> Settings, TrainingOptions Options)
{
    /// <summary>The network, where it is one of the sweep's own: <see cref="Options"/> then name none.</summary>
    public NetworkDescription? Network { get; init; }

    /// <summary>What the sweep set, the seed among it: <c>learningRate=0.01, network=wide, seed=2</c>.</summary>
    public string Description => Describe(Settings);

    internal static string Describe(IEnumerable<KeyValuePair<string, string>> settings) =>
        string.Join(", ", settings.Select(setting => $"{setting.Key}={setting.Value}"));
}

/// <summary>Where one training of a sweep stands.</summary>
public enum SweepTaskState
{
    /// <summary>Not begun, or waiting for its turn.</summary>
    Waiting,

    /// <summary>It is being trained.</summary>
    Running,

    /// <summary>Stopped: the same command goes on with it.</summary>
    Stopped,

    /// <summary>All epochs are done.</summary>
    Complete,

    /// <summary>It ended by an error, and is tried again only when asked for.</summary>
    Failed,

    /// <summary>Given up by successive halving.</summary>
    GivenUp,
}

/// <summary>Where one training of a sweep stands, and what it came to so far.</summary>
/// <param name="Task">The training.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Run">Its run; nothing before it has begun.</param>
/// <param name="Note">Why it failed, or what it waits for.</param>
public sealed record SweepTaskStatus(SweepTask Task, SweepTaskState State, RunSummary? Run, string? Note = null);

/// <summary>Where a sweep stands.</summary>
/// <param name="Tasks">Its trainings, in their order.</param>
/// <param name="Winner">The best, once all are done.</param>
public sealed record SweepStatus(IReadOnlyList<SweepTaskStatus> Tasks, SweepWinner? Winner = null)
{
    /// <summary>How many trainings are in a state.</summary>
    public int Count(SweepTaskState state) => Tasks.Count(task => task.State == state);

    /// <summary>True once no training is left to be done.</summary>
    public bool IsDone => Tasks.All(task => task.State is SweepTaskState.Complete or SweepTaskState.Failed or SweepTaskState.GivenUp);
}
