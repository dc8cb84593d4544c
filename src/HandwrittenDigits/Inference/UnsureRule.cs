using System.Text.Json;
using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>
/// When to answer "unsure": a weighted sum of the logits, the highest first, is under a bound. The weights tell apart digits from
/// what is none, the bound is where few real digits fall (<c>UnsureCalibration</c> finds both). The weights
/// 1, -1, 0, ... would be the margin, equal ones of all would be their mean.
/// </summary>
public sealed record UnsureRule
{
    /// <summary>The metadata's key in a model's file.</summary>
    internal const string MetadataKey = "unsure";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Makes a rule.</summary>
    /// <param name="weights">Ten finite numbers, for the highest logit, the second highest, and so on.</param>
    /// <param name="minScore">A score under it is "unsure".</param>
    /// <exception cref="ArgumentException">There are not ten weights, or a number is not finite.</exception>
    public UnsureRule(IReadOnlyList<double> weights, double minScore)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != DigitDataset.ClassCount || !weights.All(double.IsFinite) || !double.IsFinite(minScore))
        {
            throw new ArgumentException(
                $"A rule has {DigitDataset.ClassCount} finite weights and a finite bound, "
                + $"not [{string.Join(", ", weights)}] and {minScore}.");
        }

        Weights = weights;
        MinScore = minScore;
    }

    /// <summary>Ten weights, for the highest logit, the second highest, and so on.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>A score under it is "unsure".</summary>
    public double MinScore { get; }

    /// <summary>How much these logits are like a digit's; more is surer.</summary>
    /// <param name="logits">Ten logits.</param>
    public double Score(ReadOnlySpan<float> logits)
    {
        Span<float> sorted = stackalloc float[DigitDataset.ClassCount];
        logits.CopyTo(sorted);
        sorted.Sort();
        double score = 0;
        for (int rank = 0; rank < sorted.Length; rank++)
        {
            score += Weights[rank] * sorted[^(rank + 1)];
        }

        return score;
    }

    /// <summary>True where the answer is "unsure".</summary>
    /// <param name="logits">Ten logits.</param>
    public bool Refuses(ReadOnlySpan<float> logits) => Score(logits) < MinScore;

    /// <summary>The rule as a model's file keeps it: <c>{"weights": [...], "minScore": 1.5}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The rule.</param>
    /// <param name="source">What an error calls the place that it comes from.</param>
    /// <exception cref="ModelFormatException">It is no rule.</exception>
    public static UnsureRule FromJson(string json, string source = "model")
    {
        try
        {
            var rule = JsonElement.Parse(json);
            double[] weights = [.. rule.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())];
            return new UnsureRule(weights, rule.GetProperty("minScore").GetDouble());
        }
        catch (Exception exception) when (exception
            is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ModelFormatException(
                source, $"its metadata '{MetadataKey}' is not the JSON expected: {exception.Message}", exception);
        }
    }
}
