namespace HandwrittenDigits.Evaluation;

/// <summary>A digit and what it was taken for.</summary>
/// <param name="Actual">What it is, 0 to 9.</param>
/// <param name="Predicted">What it was read as, 0 to 9; not the same.</param>
/// <param name="Count">How often, at least once.</param>
public sealed record ConfusedPair(int Actual, int Predicted, int Count);
