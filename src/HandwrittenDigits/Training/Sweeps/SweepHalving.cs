namespace HandwrittenDigits.Training.Sweeps;

/// <summary>
/// Successive halving: all configurations train for a few epochs, the best of them go on for more, and so on. Jamieson and Talwalkar,
/// arXiv 1502.07943; it is one bracket of Hyperband, Li et al., arXiv 1603.06560.
/// </summary>
/// <param name="Epochs">After how many epochs the first of them are given up; at least 1. Default 1.</param>
/// <param name="Factor">
/// One in so many configurations goes on, for so many times the epochs; at least 2. Default 3, as in the paper.
/// </param>
public sealed record SweepHalving(int Epochs = 1, int Factor = 3)
{
    /// <summary>The numbers of epochs after which configurations are given up, all below <paramref name="epochs"/>.</summary>
    public IReadOnlyList<int> Rungs(int epochs)
    {
        var rungs = new List<int>();
        for (long rung = Epochs; rung < epochs; rung *= Factor)
        {
            rungs.Add((int)rung);
        }

        return rungs;
    }

    /// <summary>How many of so many configurations go on.</summary>
    public int Survivors(int configurations) => Math.Max(1, (configurations + Factor - 1) / Factor);
}
