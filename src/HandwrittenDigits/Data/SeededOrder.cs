namespace HandwrittenDigits.Data;

/// <summary>
/// Shuffles by seed, alike on every version of .NET: <see cref="Random"/> does not promise to keep its sequence over major
/// versions, and a split has to outlive one.
/// </summary>
internal struct SeededOrder(int seed)
{
    private ulong _state = (uint)seed;

    /// <summary>Puts the items into an order that depends on nothing but the seed and their number (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            // The high half of a product maps 64 random bits to 0..i; its bias, i / 2^64, is nothing here.
            var j = (int)Math.BigMul(Next(), (ulong)i + 1, out _);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014); constants of java.util.SplittableRandom.
    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
