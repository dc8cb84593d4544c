using HandwrittenDigits.Data;

namespace HandwrittenDigits.Training;

/// <summary>What a run learns from, is chosen by and is finally judged by.</summary>
/// <param name="Train">The images to learn from.</param>
/// <param name="Validation">Images kept apart from them: the epoch whose weights are saved is chosen by these, and the temperature is fitted on them.</param>
/// <param name="Test">Images looked at once, at the end, or none.</param>
public sealed record TrainingData(DigitDataset Train, DigitDataset Validation, DigitDataset? Test = null);
