using HandwrittenDigits.Data;

namespace HandwrittenDigits.Evaluation;

/// <summary>How often each digit was read as each digit.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[][] counts;

    private ConfusionMatrix(int[][] counts)
    {
        this.counts = counts;
        Total = counts.Sum(row => row.Sum());
    }

    /// <summary>Ten rows, what the images are; in each ten counts, what they were read as.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rows => counts;

    /// <summary>How many images there are.</summary>
    public int Total { get; }

    /// <summary>How many were read right.</summary>
    public int Correct => Digits.Sum(digit => counts[digit][digit]);

    /// <summary>How often <paramref name="actual"/> was read as <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => counts[actual][predicted];

    private static IEnumerable<int> Digits => Enumerable.Range(0, DigitDataset.ClassCount);

    /// <summary>Counts.</summary>
    /// <param name="actual">What the images are, 0 to 9.</param>
    /// <param name="predicted">What they were read as, 0 to 9; as many.</param>
    public static ConfusionMatrix Of(ReadOnlySpan<byte> actual, ReadOnlySpan<int> predicted)
    {
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"{actual.Length} labels need as many predictions, not {predicted.Length}.", nameof(predicted));
        }

        int[][] counts = [.. Digits.Select(_ => new int[DigitDataset.ClassCount])];
        for (int i = 0; i < actual.Length; i++)
        {
            counts[actual[i]][predicted[i]]++;
        }

        return new ConfusionMatrix(counts);
    }

    /// <summary>Precision, recall and F1 of each digit.</summary>
    public IReadOnlyList<ClassScore> ClassScores() => [.. Digits.Select(Score)];

    /// <summary>The confusions that happened, the most frequent first.</summary>
    public IReadOnlyList<ConfusedPair> ConfusedPairs() =>
    [
        .. Digits
            .SelectMany(actual => Digits.Select(predicted => new ConfusedPair(actual, predicted, counts[actual][predicted])))
            .Where(pair => pair.Actual != pair.Predicted && pair.Count > 0)
            .OrderByDescending(pair => pair.Count),
    ];

    private ClassScore Score(int digit)
    {
        int hits = counts[digit][digit];
        int support = counts[digit].Sum();
        int claimed = counts.Sum(row => row[digit]);
        return new ClassScore(digit, support, Share(hits, claimed), Share(hits, support), Share(2 * hits, claimed + support));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
