namespace HandwrittenDigits.Imaging;

/// <summary>A drawing of which somebody said what digit it is.</summary>
/// <param name="Label">The digit, 0 to 9.</param>
/// <param name="Drawing">The strokes.</param>
/// <param name="Writer">Who drew it, where that is known.</param>
/// <param name="Device">What it was drawn on, where that is known.</param>
public sealed record LabelledDrawing(int Label, Drawing Drawing, string? Writer = null, string? Device = null);
