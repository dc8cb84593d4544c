using HandwrittenDigits.Modeling;

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
