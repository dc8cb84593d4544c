namespace HandwrittenDigits.Imaging;

/// <summary>
/// One sample of a pen's path.
/// </summary>
/// <param name="X">Distance from the left edge, growing to the right, in any unit.</param>
/// <param name="Y">Distance from the top edge, growing downwards, in the same unit.</param>
public readonly record struct InkPoint(double X, double Y);
