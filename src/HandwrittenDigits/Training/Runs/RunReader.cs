using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Training.Runs;

/// <summary>
/// Reads a run's folder into a <see cref="RunSummary"/>, by the names in its JSON: options that are new need no word here.
/// </summary>
internal static class RunReader
{
    private const string NetworkKey = "network";

    // The same few hundred networks, images and machines stand in thousands of runs.
    private static readonly Dictionary<string, string> Networks = [];

    /// <exception cref="RunFolderException">A file is missing, damaged, or could not be read.</exception>
    public static RunSummary Read(string name, string folder)
    {
        var run = RunFolder.Open(folder);
        try
        {
            var recorded = new SortedDictionary<string, string>(StringComparer.Ordinal);
            using JsonDocument options = ReadDocument(Path.Combine(folder, "options.json"));
            foreach (JsonProperty option in options.RootElement.EnumerateObject())
            {
                Record(recorded, option.Name, option.Value);
            }

            DateTimeOffset? started = RecordInfo(recorded, folder);
            RecordSplit(recorded, folder);
            (double? accuracy, int? count) = ReadTest(run.ReportPath);
            var failure = RunFailure.Read(run);
            return new RunSummary
            {
                Name = name,
                Folder = run.FullPath,
                State = run.IsComplete ? RunState.Complete : failure is not null ? RunState.Failed : RunState.Stopped,
                Failure = run.IsComplete ? null : failure?.Message,
                Started = started,
                EpochsPlanned = options.RootElement.GetProperty("epochs").GetInt32(),
                Monitor = options.RootElement.TryGetProperty("monitor", out JsonElement monitor)
                    ? Enum.Parse<MonitoredMetric>(monitor.GetString()!, ignoreCase: true) : MonitoredMetric.ValidationAccuracy,
                Epochs = run.ReadMetrics(),
                TestAccuracy = accuracy,
                TestCount = count,
                Recorded = recorded,
            };
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new RunFolderException($"{run.FullPath} is damaged, or of another version: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{run.FullPath} could not be read: {e.Message}", e);
        }
    }

    private static void Record(SortedDictionary<string, string> recorded, string path, JsonElement value)
    {
        if (path == NetworkKey)
        {
            recorded[path] = NetworkName(value);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                Record(recorded, $"{path}.{member.Name}", member.Value);
            }
        }
        else
        {
            recorded[path] = value.ToString();
        }
    }

    // A network's layers are more than a column holds: a name or its size and, so that no two are taken for one, a few digits of its hash.
    private static string NetworkName(JsonElement network)
    {
        if (network.ValueKind == JsonValueKind.String)
        {
            return network.GetString()!;
        }

        string text = network.GetRawText();
        lock (Networks)
        {
            if (!Networks.TryGetValue(text, out string? name))
            {
                Networks.Add(text, name = Describe(text));
            }

            return name;
        }
    }

    private static string Describe(string json)
    {
        try
        {
            DigitCnnOptions options = TrainingJson.Deserialize<DigitCnnOptions>(json);
            string hash = ContentName.Of(TrainingJson.Serialize(options))[..4];
            return DigitCnnOptions.Named.FirstOrDefault(named => named.Value.Equals(options)).Key
                ?? $"{options.ParameterCount:N0} parameters ({hash})";
        }
        catch (JsonException)
        {
            using var document = JsonDocument.Parse(json);
            return $"own ({ContentName.Of(JsonSerializer.Serialize(document.RootElement))[..4]})";
        }
    }

    private static DateTimeOffset? RecordInfo(SortedDictionary<string, string> recorded, string folder)
    {
        string path = Path.Combine(folder, "run.json");
        if (!File.Exists(path))
        {
            return null;
        }

        RunInfo info = RunFolder.Parse<RunInfo>(File.ReadAllText(path), path);
        foreach (RunInfo.DataInfo images in info.Data)
        {
            recorded[$"images.{images.Role}"] = $"{images.Name}, {images.Count:N0} ({images.Sha256[..Math.Min(8, images.Sha256.Length)]})";
        }

        if (info.Network is { } own)
        {
            recorded[NetworkKey] = $"{own.Name}, {own.Parameters:N0} parameters ({ContentName.Of(TrainingJson.Serialize(own))[..4]})";
        }

        if (info.OwnCode.Count > 0)
        {
            recorded["ownCode"] = string.Join(", ", info.OwnCode);
        }

        recorded["teachers.runs"] = string.Join(", ", info.Teachers.Select(teacher => $"{teacher.Run} ({teacher.Sha256[..8]})"));
        recorded["version"] = info.Version;
        recorded["libraries"] = info.Libraries;
        recorded["system"] = info.System;
        recorded["threads.used"] = info.Threads > 0 ? $"{info.Threads}" : "not recorded";
        return info.Started;
    }

    private static void RecordSplit(SortedDictionary<string, string> recorded, string folder)
    {
        string path = Path.Combine(folder, TrainingSelection.FileName);
        if (File.Exists(path))
        {
            TrainingSelection selection = RunFolder.Parse<TrainingSelection>(File.ReadAllText(path), path);
            recorded["split"] =
                $"{(selection.Split == SplitKind.Writer ? "by writer" : "stratified")}, {selection.Validation:0.####} to validate on";
        }
    }

    // Of a report's hundred kilobytes two numbers at the top are wanted.
    private static (double? Accuracy, int? Count) ReadTest(string path)
    {
        if (!File.Exists(path))
        {
            return (null, null);
        }

        (double? accuracy, int? count) = (null, null);
        var reader = new Utf8JsonReader(File.ReadAllBytes(path));
        while (reader.Read() && (accuracy is null || count is null))
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            bool isAccuracy = reader.ValueTextEquals("accuracy"u8);
            bool isCount = reader.ValueTextEquals("count"u8);
            reader.Read();
            if (isAccuracy)
            {
                accuracy = reader.GetDouble();
            }
            else if (isCount)
            {
                count = reader.GetInt32();
            }
            else
            {
                reader.Skip();
            }
        }

        return (accuracy, count);
    }

    private static JsonDocument ReadDocument(string path) => JsonDocument.Parse(File.ReadAllBytes(path));
}

/// <summary>A name that follows from a content: the first of its SHA-256's hexadecimal digits.</summary>
internal static class ContentName
{
    /// <summary>How many digits a name has: of 100,000 contents, two have the same with a chance of one in 50,000.</summary>
    public const int Length = 12;

    /// <summary>The name of a text.</summary>
    public static string Of(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..Length];
}
