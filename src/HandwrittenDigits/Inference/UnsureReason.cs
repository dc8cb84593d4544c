namespace HandwrittenDigits.Inference;

/// <summary>Why an answer is "unsure".</summary>
public enum UnsureReason
{
    /// <summary>There is no ink.</summary>
    Blank,

    /// <summary>The logits are not those of a digit: see <see cref="UnsureRule"/>.</summary>
    NotLikeADigit,

    /// <summary>One digit was asked for, and there are several: see <see cref="PictureReading"/>.</summary>
    SeveralDigits,
}
