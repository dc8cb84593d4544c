using HandwrittenDigits.Data.Synthetic;

namespace HandwrittenDigits.Data;

/// <summary>A data set in two parts: one to train on, one to choose by. Each keeps the order of the images.</summary>
public sealed record DatasetSplit
{
    private DatasetSplit(DigitDataset dataset, IEnumerable<int> validation)
    {
        int[] chosen = [.. validation.Order()];
        int[] rest = [.. Enumerable.Range(0, dataset.Count).Except(chosen)];
        TrainIndices = rest;
        ValidationIndices = chosen;
        Train = dataset.Subset(rest, $"{dataset.Name}, {rest.Length:N0} to train on");
        Validation = dataset.Subset(chosen, $"{dataset.Name}, {chosen.Length:N0} to validate on");
    }

    /// <summary>The images to train on.</summary>
    public DigitDataset Train { get; }

    /// <summary>The images to choose by: epochs, options, thresholds. Never trained on.</summary>
    public DigitDataset Validation { get; }

    /// <summary>Which images of the whole set <see cref="Train"/> holds, ascending.</summary>
    public IReadOnlyList<int> TrainIndices { get; }

    /// <summary>Which images of the whole set <see cref="Validation"/> holds, ascending.</summary>
    public IReadOnlyList<int> ValidationIndices { get; }

    /// <summary>
    /// Splits by chance such that each digit has the same share of both parts: its count in the validation part is within one
    /// of <paramref name="validationFraction"/> of its count in the whole, and the part's size is that fraction, rounded.
    /// </summary>
    /// <param name="dataset">The whole.</param>
    /// <param name="validationFraction">The validation part's share, more than 0 and less than 1.</param>
    /// <param name="seed">The same seed gives the same split, on every machine and version of .NET.</param>
    public static DatasetSplit Stratified(DigitDataset dataset, double validationFraction, int seed)
    {
        Check(dataset, validationFraction);
        IReadOnlyList<int> counts = dataset.ClassCounts;
        int[] quotas = [.. counts.Select(count => (int)(count * validationFraction))];

        // Largest remainder: the images that rounding down left over go to the digits that it cost the most.
        int left = (int)Math.Round(dataset.Count * validationFraction, MidpointRounding.AwayFromZero) - quotas.Sum();
        IEnumerable<int> byRemainder =
            Enumerable.Range(0, counts.Count).OrderByDescending(i => (counts[i] * validationFraction) - quotas[i]);
        foreach (int digit in byRemainder.Take(left))
        {
            quotas[digit]++;
        }

        int[] order = Shuffled(dataset.Count, seed);
        return new DatasetSplit(dataset, order.GroupBy(dataset.Label).SelectMany(images => images.Take(quotas[images.Key])));
    }

    /// <summary>
    /// Splits by chance such that nobody's handwriting is in both parts, as near to <paramref name="validationFraction"/> as
    /// whole writers allow: what the validation part measures is then how well strangers' digits are read.
    /// </summary>
    /// <param name="dataset">The whole; its writers have to be known.</param>
    /// <param name="validationFraction">The validation part's share of the images, more than 0 and less than 1.</param>
    /// <param name="seed">The same seed gives the same split, on every machine and version of .NET.</param>
    /// <exception cref="DigitDataException">The writers are unknown, or there is only one.</exception>
    public static DatasetSplit ByWriter(DigitDataset dataset, double validationFraction, int seed)
    {
        Check(dataset, validationFraction);
        int[][] writers =
        [
            .. from image in Enumerable.Range(0, dataset.Writers.Length)
               group image by dataset.Writers.Span[image] into images
               orderby images.Key
               select images.ToArray(),
        ];
        if (writers.Length < 2)
        {
            throw new DigitDataException(
                dataset.Name,
                "the writers of the images, at least two",
                writers.Length == 0 ? "no writers" : "one writer",
                $"Put QMNIST's extended labels in {DataFolders.MnistWriters}/ beside {DataFolders.Mnist}/, or split without writers.");
        }

        double wanted = dataset.Count * validationFraction;
        List<int> validation = [];
        foreach (int writer in Shuffled(writers.Length, seed)[..^1])
        {
            double missing = wanted - validation.Count;
            if (validation.Count > 0 && writers[writer].Length - missing > missing)
            {
                break;
            }

            validation.AddRange(writers[writer]);
        }

        return new DatasetSplit(dataset, validation);
    }

    private static void Check(DigitDataset dataset, double validationFraction)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (validationFraction is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(validationFraction), validationFraction, "The validation part's share is more than 0 and less than 1.");
        }
    }

    private static int[] Shuffled(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];

        // Fisher and Yates, over the generator whose sequence does not depend on the version of .NET, as that of Random does.
        var random = new SeededRandom(seed, index: 0);
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
