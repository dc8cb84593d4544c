namespace HandwrittenDigits.Inference;

/// <summary>What one image was read as.</summary>
/// <param name="Label">The likeliest digit, 0 to 9; a guess where <see cref="IsUnsure"/>.</param>
/// <param name="Probabilities">Ten probabilities that sum to 1, calibrated by the model's temperature.</param>
/// <param name="Logits">The network's ten outputs, as they are.</param>
/// <param name="UnsureReason">Why the answer is "unsure", or null where it is sure.</param>
public sealed record Prediction(
    int Label, IReadOnlyList<double> Probabilities, IReadOnlyList<float> Logits, UnsureReason? UnsureReason = null)
{
    /// <summary>The likeliest digit's probability, 0.1 to 1.</summary>
    public double Confidence => Probabilities[Label];

    /// <summary>True where the answer is "not a digit, or not to be told".</summary>
    public bool IsUnsure => UnsureReason is not null;

    /// <summary>The digits, the likeliest first.</summary>
    public IReadOnlyList<int> Ranking => [.. Enumerable.Range(0, Probabilities.Count).OrderByDescending(digit => Logits[digit])];
}
