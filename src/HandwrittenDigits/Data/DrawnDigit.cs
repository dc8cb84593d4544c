using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>What somebody drew, for example on the drawing pad, whether they said what digit it is or not.</summary>
/// <param name="Drawing">The strokes, at least one.</param>
/// <param name="Label">The digit, 0 to 9, where somebody said it.</param>
/// <param name="Writer">Who drew it, where that is known.</param>
/// <param name="Device">What it was drawn on, where that is known.</param>
public sealed record DrawnDigit(Drawing Drawing, int? Label = null, string? Writer = null, string? Device = null);
