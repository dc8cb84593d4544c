using System.Text.Json;
using System.Text.Json.Nodes;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>What one run was and what it came to, from the files in its folder.</summary>
/// <param name="Name">The folder's own name.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Complete">True once all epochs are done and the model is saved.</param>
/// <param name="Epochs">Epochs that are done.</param>
/// <param name="BestEpoch">The epoch that read the validation images best; nothing before the first is done.</param>
/// <param name="ValidationAccuracy">How well it read them, 0 to 1.</param>
/// <param name="ValidationLoss">Mean cross-entropy on them, nats.</param>
/// <param name="TestAccuracy">How well the model reads the test set, 0 to 1; nothing before the run is complete.</param>
/// <param name="Seconds">How long the epochs took together.</param>
/// <param name="Options">Every knob by its path, for example <c>augmentation.shear</c>.</param>
internal sealed record RunSummary(
    string Name,
    string Folder,
    bool Complete,
    int Epochs,
    int? BestEpoch,
    double? ValidationAccuracy,
    double? ValidationLoss,
    double? TestAccuracy,
    double Seconds,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>How many epochs there are to be.</summary>
    public int EpochsPlanned { get; private init; }

    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="RunFolderException">A file of it is damaged.</exception>
    public static RunSummary Read(RunFolder run)
    {
        TrainingOptions options = run.ReadOptions();
        IReadOnlyList<EpochMetrics> epochs = run.ReadMetrics();
        EpochMetrics? best = options.Best(epochs);
        return new RunSummary(
            run.Name,
            run.FullPath,
            run.IsComplete,
            epochs.Count,
            best?.Epoch,
            best?.ValidationAccuracy,
            best?.ValidationLoss,
            ReadTestAccuracy(run),
            epochs.Sum(epoch => epoch.Seconds),
            Flatten(options))
        {
            EpochsPlanned = options.Epochs,
        };
    }

    private static double? ReadTestAccuracy(RunFolder run)
    {
        try
        {
            return File.Exists(run.ReportPath) ? (double?)JsonNode.Parse(File.ReadAllText(run.ReportPath))?["accuracy"] : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new RunFolderException($"{run.ReportPath} is damaged: {e.Message}", e);
        }
    }

    private static SortedDictionary<string, string> Flatten(TrainingOptions options)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(string.Empty, JsonNode.Parse(TrainingJson.Serialize(options)));

        // The blocks of a network are more than a column holds.
        string network = DigitCnnOptions.Named.FirstOrDefault(named => named.Value.Equals(options.Network)).Key
            ?? $"{options.Network.ParameterCount:N0} parameters";
        foreach (string part in flat.Keys.Where(key => key.StartsWith("network", StringComparison.Ordinal)).ToArray())
        {
            flat.Remove(part);
        }

        flat.Add("network", network);
        return flat;

        void Add(string path, JsonNode? node)
        {
            switch (node)
            {
                case JsonObject members:
                    foreach ((string name, JsonNode? value) in members)
                    {
                        Add(path.Length == 0 ? name : $"{path}.{name}", value);
                    }

                    break;
                default:
                    flat[path] = node?.ToString() ?? string.Empty;
                    break;
            }
        }
    }
}
