using System.Diagnostics;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// Times contenders in turn, many times over, so that whatever else the machine does hits all of them alike: only the ratio of
/// their medians means anything.
/// </summary>
internal sealed class Contest(string name)
{
    private readonly List<(string Name, Func<TimeSpan> Time)> contenders = [];

    /// <summary>Adds a contender; the first one is what the others are compared with.</summary>
    public Contest Add(string contender, Action run) => Add(contender, () =>
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start);
    });

    /// <summary>Adds a contender that says itself how long the part of it took that counts.</summary>
    public Contest Add(string contender, Func<TimeSpan> time)
    {
        contenders.Add((contender, time));
        return this;
    }

    /// <summary>Runs and prints a Markdown table.</summary>
    /// <param name="rounds">How often each contender is timed.</param>
    /// <param name="repeats">How many runs make one timing.</param>
    /// <param name="warmUp">Runs of each beforehand, so that everything is compiled and cached.</param>
    public void Print(int rounds, int repeats, int warmUp)
    {
        double[][] times = [.. contenders.Select(_ => new double[rounds])];
        foreach ((_, Func<TimeSpan> time) in contenders)
        {
            Repeat(time, warmUp);
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                times[i][round] = Repeat(contenders[i].Time, repeats).TotalMilliseconds / repeats;
            }
        }

        double[] medians = [.. times.Select(Median)];
        Console.WriteLine($"{name} ({rounds} interleaved rounds of {repeats}, medians)");
        Console.WriteLine();
        Console.WriteLine("| | ms | ratio |");
        Console.WriteLine("|---|---:|---:|");
        for (int i = 0; i < medians.Length; i++)
        {
            Console.WriteLine($"| {contenders[i].Name} | {medians[i]:0.0000} | {medians[i] / medians[0]:0.00} |");
        }

        Console.WriteLine();
    }

    private static TimeSpan Repeat(Func<TimeSpan> time, int count) =>
        Enumerable.Range(0, count).Aggregate(TimeSpan.Zero, (sum, _) => sum + time());

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
