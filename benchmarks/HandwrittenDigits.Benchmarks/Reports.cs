namespace HandwrittenDigits.Benchmarks;

/// <summary>Hands on each report at once, on the thread that makes it.</summary>
internal sealed class Reports<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
