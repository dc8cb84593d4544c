using System.Globalization;
using System.Text.Json;
using HandwrittenDigits.Data;

namespace HandwrittenDigits.Modeling;

/// <summary>What a model file says about itself, besides its weights.</summary>
public sealed record ModelMetadata
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The network's layers; null where it is one that has no description, and then <see cref="Undescribed"/> says why.</summary>
    public NetworkDescription? Network { get; init; }

    /// <summary>Why the network has no description; null where it has one.</summary>
    public string? Undescribed { get; init; }

    /// <summary>What logits are divided by before softmax, so that probabilities mean what they say; over 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The rule for "unsure", JSON, as <c>Inference</c> reads it; or nothing where none was fitted.</summary>
    public string? Unsure { get; init; }

    /// <summary>The options of the run that trained it, JSON; or nothing.</summary>
    public string? Training { get; init; }

    /// <summary>What it was trained on, for a person to read.</summary>
    public string Data { get; init; } = "unknown";

    /// <summary>Figures by name, for example <c>test accuracy</c>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>What a model's file says about itself. Needs no libtorch.</summary>
    /// <param name="file">The file.</param>
    /// <param name="source">What an error calls it.</param>
    /// <exception cref="ModelFormatException">Something is missing or malformed.</exception>
    public static ModelMetadata Read(SafetensorsFile file, string source) => FromText(file.Metadata, source);

    /// <summary>The metadata as a safetensors file keeps it, text by name.</summary>
    internal IReadOnlyDictionary<string, string> ToText()
    {
        var text = new Dictionary<string, string>
        {
            ["format"] = "handwritten-digits/2",
            ["labels"] = JsonSerializer.Serialize(
                Enumerable.Range(0, DigitDataset.ClassCount).Select(digit => digit.ToString(CultureInfo.InvariantCulture))),
            ["temperature"] = Temperature.ToString("r", CultureInfo.InvariantCulture),
            ["data"] = Data,
            ["metrics"] = JsonSerializer.Serialize(Metrics, Json),
        };
        if (Network is not null)
        {
            text[ModelArchitecture.Key] = Network.ToJson();
        }

        if (Undescribed is not null)
        {
            text[ModelArchitecture.UndescribedKey] = Undescribed;
        }

        if (Unsure is not null)
        {
            text["unsure"] = Unsure;
        }

        if (Training is not null)
        {
            text["training"] = Training;
        }

        return text;
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">Text by name.</param>
    /// <param name="source">What an error calls the file.</param>
    /// <exception cref="ModelFormatException">Something is missing or malformed.</exception>
    internal static ModelMetadata FromText(IReadOnlyDictionary<string, string> text, string source)
    {
        try
        {
            return new ModelMetadata
            {
                Network = text.TryGetValue(ModelArchitecture.UndescribedKey, out string? undescribed) ? null : ModelArchitecture.Read(
                    text, source),
                Undescribed = undescribed,
                Temperature = ReadTemperature(text, source),
                Unsure = text.GetValueOrDefault("unsure"),
                Training = text.GetValueOrDefault("training"),
                Data = text.GetValueOrDefault("data", "unknown"),
                Metrics = text.TryGetValue("metrics", out string? metrics)
                    ? JsonSerializer.Deserialize<Dictionary<string, double>>(metrics, Json)!
                    : new Dictionary<string, double>(),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new ModelFormatException(source, $"its metadata are not what this library writes: {e.Message}", e);
        }
    }

    /// <summary>The temperature of a model's metadata; 1 where they name none.</summary>
    /// <exception cref="ModelFormatException">It is no number over 0.</exception>
    internal static double ReadTemperature(IReadOnlyDictionary<string, string> text, string source)
    {
        if (!text.TryGetValue("temperature", out string? written))
        {
            return 1;
        }

        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double temperature)
            && temperature > 0
            && double.IsFinite(temperature)
            ? temperature
            : throw new ModelFormatException(source, $"its metadata 'temperature' is '{written}' where a number over 0 is expected.");
    }
}
