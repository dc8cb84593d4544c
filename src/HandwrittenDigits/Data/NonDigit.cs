using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>A drawing that is no digit.</summary>
/// <param name="Kind">What it is instead.</param>
/// <param name="Drawing">The strokes; none is a blank sheet.</param>
public sealed record NonDigit(NonDigitKind Kind, Drawing Drawing);
