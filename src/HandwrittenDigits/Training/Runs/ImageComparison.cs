using HandwrittenDigits.Data;
using MathNet.Numerics.Distributions;

namespace HandwrittenDigits.Training.Runs;

/// <summary>
/// Whether one model reads the same images better than another by more than chance: McNemar's test, exact. Q. McNemar, "Note on the
/// sampling error of the difference between correlated proportions", Psychometrika 12 (1947); only the images count that one reads right
/// and the other does not.
/// </summary>
/// <param name="First">What the first is called.</param>
/// <param name="Second">What the second is called.</param>
/// <param name="Images">How many images both have read.</param>
/// <param name="OnlyFirst">How many of them only the first reads right.</param>
/// <param name="OnlySecond">How many of them only the second reads right.</param>
public sealed record ImageComparison(string First, string Second, int Images, int OnlyFirst, int OnlySecond)
{
    /// <summary>How often chance alone would part the images as unevenly, 0 to 1.</summary>
    public double PValue => OnlyFirst + OnlySecond is var count && count == 0
        ? 1
        : Math.Min(1, 2 * Binomial.CDF(0.5, count, Math.Min(OnlyFirst, OnlySecond)));

    /// <summary>Compares answers to the same images.</summary>
    /// <param name="first">The first model's.</param>
    /// <param name="second">The second's.</param>
    /// <param name="images">The images.</param>
    /// <param name="names">What the two are called.</param>
    public static ImageComparison Of(
        ValidationAnswers first, ValidationAnswers second, DigitDataset images, (string First, string Second) names)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(images);
        (int onlyFirst, int onlySecond) = (0, 0);
        for (int i = 0; i < images.Count; i++)
        {
            bool isFirst = first[i] == images.Label(i);
            bool isSecond = second[i] == images.Label(i);
            onlyFirst += isFirst && !isSecond ? 1 : 0;
            onlySecond += isSecond && !isFirst ? 1 : 0;
        }

        return new ImageComparison(names.First, names.Second, images.Count, onlyFirst, onlySecond);
    }

    /// <summary>It in plain words.</summary>
    public override string ToString() =>
        $"Of the {Images:N0} validation images, {First} alone reads {OnlyFirst:N0} right and {Second} alone {OnlySecond:N0}. "
        + Chance.Describe(PValue, "McNemar's exact test");
}
