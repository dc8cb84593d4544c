namespace HandwrittenDigits.Evaluation;

/// <summary>The predictions whose confidence lies in one range.</summary>
/// <param name="Lower">The range's lower end, not in it.</param>
/// <param name="Upper">The range's upper end, in it.</param>
/// <param name="Count">How many predictions there are.</param>
/// <param name="Confidence">Their mean confidence, 0 to 1; 0 where there are none.</param>
/// <param name="Accuracy">The share of them that is right, 0 to 1; 0 where there are none.</param>
public sealed record ReliabilityBin(double Lower, double Upper, int Count, double Confidence, double Accuracy);
