using System.Text.Json.Serialization;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Cli.Predictions;

/// <summary>What was read in one picture, or in one line of a file of pen strokes.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line of a file of strokes, from 1; nothing for a picture.</param>
/// <param name="Text">The digits in a row; none where there is no ink. Several rows of a picture are parted by a slash.</param>
/// <param name="Digits">Each of them.</param>
internal sealed record Reading(
    string File,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line,
    string Text,
    IReadOnlyList<DigitReading> Digits)
{
    /// <summary>The PNG that shows what was seen in the picture, where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Explanation { get; init; }

    /// <summary>How many marks, such as points and commas, were passed over where a picture was read as a number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MarksPassedOver { get; init; }

    /// <summary>The only digit; nothing where there are several or none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Digit => Digits is [var only] ? only.Digit : null;

    /// <summary>How many digits seem to be there; more than were read where one was asked for.</summary>
    [JsonIgnore]
    public int DigitsInARow { get; init; } = Digits.Count;

    /// <summary>The probability that all of it is right, 0 to 1.</summary>
    public double Confidence => Digits.Aggregate(Digits.Count == 0 ? 0.0 : 1.0, (product, digit) => product * digit.Confidence);

    /// <summary>True where there is nothing to read, or one of the digits is unsure.</summary>
    public bool Unsure => Digits.Count == 0 || Digits.Any(digit => digit.Unsure);

    /// <summary>The file, and the line where there are several.</summary>
    [JsonIgnore]
    public string Name => Line is { } line ? $"{File}:{line}" : File;

    /// <summary>The answer as a person reads it: with a question mark where it is a guess, a dash where there is none.</summary>
    [JsonIgnore]
    public string Answer => Digits.Count == 0 ? "-" : Unsure ? $"{Text}?" : Text;

    /// <summary>What a person should know of the answer.</summary>
    [JsonIgnore]
    public string Remark => Digits.FirstOrDefault(digit => digit.Unsure)?.Reason switch
    {
        UnsureReason.NotLikeADigit when DigitsInARow > Digits.Count =>
            $"unsure: it looks like {DigitsInARow} digits; read them with --number",
        UnsureReason.NotLikeADigit => "unsure: it does not look like a digit",
        UnsureReason.SeveralDigits => $"unsure: it looks like {DigitsInARow} digits; read them with --number",
        _ when Digits.Count == 0 => "unsure: there is no ink",
        _ when MarksPassedOver == 1 => "a mark was passed over",
        _ when MarksPassedOver > 1 => $"{MarksPassedOver} marks were passed over",
        _ => string.Empty,
    };
}

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
