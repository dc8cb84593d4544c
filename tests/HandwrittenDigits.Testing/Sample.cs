namespace HandwrittenDigits.Testing;

/// <summary>
/// How much the slowest tests go through: a sample, or all of it where the environment says
/// <c>HANDWRITTEN_DIGITS_TESTS=all</c>.
/// </summary>
public static class Sample
{
    /// <summary>True where all of it was asked for.</summary>
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("HANDWRITTEN_DIGITS_TESTS") == "all";

    /// <summary>Each <paramref name="step"/>th of them, from the first on, or all.</summary>
    public static T[] Of<T>(IEnumerable<T> all, int step) => [.. all.Where((_, i) => IsAll || i % step == 0)];
}
