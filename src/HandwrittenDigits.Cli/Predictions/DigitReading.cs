using System.Text.Json.Serialization;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Cli.Predictions;

/// <summary>What one digit was read as.</summary>
/// <param name="Digit">The likeliest digit; a guess where <paramref name="Unsure"/>.</param>
/// <param name="Confidence">Its probability, 0 to 1.</param>
/// <param name="Unsure">True where the answer is "not a digit, or not to be told".</param>
/// <param name="Reason">Why, where it is unsure.</param>
/// <param name="Probabilities">Those of all ten digits.</param>
internal sealed record DigitReading(
    int Digit,
    double Confidence,
    bool Unsure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UnsureReason? Reason,
    IReadOnlyList<double> Probabilities)
{
    /// <summary>The reading as a script and a person get it.</summary>
    public static DigitReading Of(Prediction prediction) =>
        new(prediction.Label, prediction.Confidence, prediction.IsUnsure, prediction.UnsureReason, prediction.Probabilities);
}
