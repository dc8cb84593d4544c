namespace HandwrittenDigits.Data.Synthetic;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not
/// <see cref="Random"/>, whose sequence is only promised for one version of .NET; and nothing but exact arithmetic on
/// top, so that a seed means the same drawings on every machine.
/// </summary>
internal sealed class SeededRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <summary>The generator of item <paramref name="index"/> under <paramref name="seed"/>: items need no order.</summary>
    public SeededRandom(int seed, int index)
    {
        state = (uint)seed;
        state = NextBits() + (uint)index;
        state = NextBits();
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + ((high - low) * Next());

    /// <summary>Uniform among 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(Next() * count);

    /// <summary>True with probability <paramref name="probability"/>.</summary>
    public bool Chance(double probability) => Next() < probability;

    /// <summary>Mean 0, standard deviation 1, within -3.5 to 3.5: the sum of four uniform numbers.</summary>
    public double Bell() => (Next() + Next() + Next() + Next() - 2) * 1.7320508075688772;

    private ulong NextBits()
    {
        state += Step;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
