using HandwrittenDigits.Imaging;

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

/// <summary>Why an answer is "unsure".</summary>
public enum UnsureReason
{
    /// <summary>There is no ink.</summary>
    Blank,

    /// <summary>
    /// The features or the logits are not those of a digit: see <see cref="Modeling.DigitDetector"/> and <see cref="UnsureRule"/>.
    /// </summary>
    NotLikeADigit,

    /// <summary>One digit was asked for, and there are several: see <see cref="PictureReading"/>.</summary>
    SeveralDigits,
}

/// <summary>One digit of a picture.</summary>
/// <param name="Box">Where it is, in the picture's pixels.</param>
/// <param name="Image">Its ink as the network saw it.</param>
/// <param name="Prediction">What it was read as.</param>
public sealed record ReadDigit(PixelBox Box, DigitImage Image, Prediction Prediction);
