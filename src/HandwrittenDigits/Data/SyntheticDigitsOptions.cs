namespace HandwrittenDigits.Data;

/// <summary>How <see cref="SyntheticDigits"/> writes.</summary>
public sealed record SyntheticDigitsOptions
{
    /// <summary>How much the writing varies: 0 is by the book, 1 (the default) like people, at most 2.</summary>
    public double Variation { get; init; } = 1;

    /// <summary>The thinnest pen, in pixels of the 28x28 image; 1.7 by default.</summary>
    public double ThinnestPen { get; init; } = 1.7;

    /// <summary>The widest pen, in pixels of the 28x28 image; 3.1 by default. Widths near the middle are the most frequent.</summary>
    public double WidestPen { get; init; } = 3.1;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        if (!(Variation >= 0 && Variation <= 2))
        {
            throw new ArgumentOutOfRangeException(nameof(Variation), Variation, "The writing varies by 0 (by the book) to 2.");
        }

        if (!(ThinnestPen >= 0.5 && ThinnestPen <= WidestPen && WidestPen <= 8))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ThinnestPen), $"{ThinnestPen} to {WidestPen}", "Pens are 0.5 to 8 pixels wide, the thinnest not wider than the widest.");
        }
    }
}
