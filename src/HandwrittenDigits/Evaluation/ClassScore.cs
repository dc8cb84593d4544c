namespace HandwrittenDigits.Evaluation;

/// <summary>How well one digit is read.</summary>
/// <param name="Digit">The digit, 0 to 9.</param>
/// <param name="Support">How many of the images are this digit.</param>
/// <param name="Precision">Of the images read as this digit, the share that are it; null where none was.</param>
/// <param name="Recall">Of the images of this digit, the share that were read so; null where there are none.</param>
/// <param name="F1">The harmonic mean of precision and recall; null where the digit neither came nor was read.</param>
public sealed record ClassScore(int Digit, int Support, double? Precision, double? Recall, double? F1);
