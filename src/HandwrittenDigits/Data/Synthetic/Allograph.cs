namespace HandwrittenDigits.Data.Synthetic;

/// <summary>One way among others to write a digit.</summary>
/// <param name="Weight">How often it is written, relative to the digit's other ways.</param>
/// <param name="Draw">Draws it, about 1 high, in the middle of (0.3, 0.5).</param>
/// <param name="Freedom">How far it may be slanted, turned and stretched: 1 for most.</param>
internal sealed record Allograph(double Weight, Action<Pen> Draw, double Freedom = 1);
