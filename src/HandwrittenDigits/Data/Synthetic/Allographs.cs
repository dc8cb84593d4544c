namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// The ways in which people write the ten digits, among them those that MNIST's American writers hardly used: slashed
/// zeros, long-flagged ones, barred sevens, fives with the bar apart, eights on their side, nines with a curled tail.
/// </summary>
internal static class Allographs
{
    private static readonly IReadOnlyList<Allograph>[] ByDigit =
    [
        Zeros.Ways, Ones.Ways, Twos.Ways, Threes.Ways, Fours.Ways, Fives.Ways, Sixes.Ways, Sevens.Ways, Eights.Ways, Nines.Ways,
    ];

    /// <summary>The ways to write <paramref name="digit"/>, 0 to 9.</summary>
    public static IReadOnlyList<Allograph> Of(int digit) => ByDigit[digit];

    /// <summary>One way to write <paramref name="digit"/>, by weight.</summary>
    public static Allograph Choose(int digit, SeededRandom random)
    {
        IReadOnlyList<Allograph> ways = ByDigit[digit];
        double rest = random.Next() * ways.Sum(way => way.Weight);
        foreach (Allograph way in ways)
        {
            rest -= way.Weight;
            if (rest < 0)
            {
                return way;
            }
        }

        return ways[^1];
    }
}

/// <summary>One way among others to write a digit.</summary>
/// <param name="Weight">How often it is written, relative to the digit's other ways.</param>
/// <param name="Draw">Draws it, about 1 high, in the middle of (0.3, 0.5).</param>
/// <param name="Freedom">How far it may be slanted, turned and stretched: 1 for most.</param>
internal sealed record Allograph(double Weight, Action<Pen> Draw, double Freedom = 1);
