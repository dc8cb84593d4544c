using System.Text.Json;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// The network in a model's metadata: the layers, or, as files had it before networks were described layer by layer, the blocks of a
/// <see cref="DigitCnn"/>,
/// <c>{"blocks": [{"in": 1, "out": 24, "kernel": 5, "stride": 2, "padding": 2, "pool": false}, ...], "head": ...}</c>.
/// </summary>
internal static class ModelArchitecture
{
    /// <summary>The metadata's key for the layers.</summary>
    public const string Key = "architecture";

    /// <summary>The metadata's key for why there are no layers.</summary>
    public const string UndescribedKey = "undescribed";

    /// <summary>
    /// The key, in files of blocks, for the input's mean and standard deviation: JSON, <c>{"mean": 0.1307, "std": 0.3081}</c>.
    /// </summary>
    public const string NormalizationKey = "normalization";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <exception cref="ModelFormatException">There are none, or they make no network.</exception>
    public static NetworkDescription Read(IReadOnlyDictionary<string, string> metadata, string source)
    {
        if (metadata.TryGetValue(UndescribedKey, out string? problem))
        {
            throw new ModelFormatException(source, $"its network can be used only with the code that made it: {problem}");
        }

        string json = Text(metadata, Key, source);
        try
        {
            var architecture = JsonElement.Parse(json);
            return architecture.ValueKind == JsonValueKind.Object && architecture.TryGetProperty("layers", out _)
                ? NetworkDescription.FromJson(json)
                : Read(Parse<BlockList>(metadata, Key, source), Parse<Normalization>(metadata, NormalizationKey, source), source);
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(source, $"its metadata '{Key}' is not the JSON expected: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(source, exception.Message, exception);
        }
    }

    private static NetworkDescription Read(BlockList architecture, Normalization normalization, string source)
    {
        if (architecture.Blocks is not [_, ..] || architecture.Blocks.Contains(null!) || architecture.Head is null)
        {
            throw new ModelFormatException(source, $"its metadata '{Key}' names no blocks or no head.");
        }

        var options = new DigitCnnOptions
        {
            Blocks =
            [
                .. architecture.Blocks.Select(block =>
                    new ConvolutionBlockOptions(block.Out, block.Kernel, block.Stride, block.Pool) { Padding = block.Padding }),
            ],
        };
        NetworkDescription description = options.Describe(new Layers.NormalizationLayer(normalization.Mean, normalization.Std));
        int[] inputs = [1, .. architecture.Blocks.Select(block => block.Out)];
        return architecture.Blocks.Select(block => block.In).SequenceEqual(inputs[..^1])
            && architecture.Head == new Head(options.HeadInputs, 10)
            ? description
            : throw new ModelFormatException(source, $"its metadata '{Key}' names blocks that do not fit each other.");
    }

    private static string Text(IReadOnlyDictionary<string, string> metadata, string key, string source) =>
        metadata.TryGetValue(key, out string? text)
        ? text
        : throw new ModelFormatException(source, $"its metadata has no '{key}': was it written by this library's training?");

    private static T Parse<T>(IReadOnlyDictionary<string, string> metadata, string key, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text(metadata, key, source), Json)
                ?? throw new ModelFormatException(source, $"its metadata '{key}' is null.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(source, $"its metadata '{key}' is not the JSON expected: {exception.Message}", exception);
        }
    }

    private sealed record BlockList(IReadOnlyList<Block> Blocks, Head Head);

    private sealed record Block(int In, int Out, int Kernel, int Stride, int Padding, bool Pool);

    private sealed record Head(int In, int Out);

    private sealed record Normalization(double Mean, double Std);
}
