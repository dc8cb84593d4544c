using System.Diagnostics;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// Times contenders in turn, many times over, so that whatever else the machine does hits all of them alike: only the ratio of
/// their medians means anything.
/// </summary>
internal sealed class Contest(string name)
{
    private readonly List<(string Name, Action Run)> contenders = [];

    /// <summary>Adds a contender; the first one is what the others are compared with.</summary>
    public Contest Add(string contender, Action run)
    {
        contenders.Add((contender, run));
        return this;
    }

    /// <summary>Runs and prints a Markdown table.</summary>
    /// <param name="rounds">How often each contender is timed.</param>
    /// <param name="repeats">How many runs make one timing.</param>
    /// <param name="warmUp">Runs of each beforehand, so that everything is compiled and cached.</param>
    public void Print(int rounds, int repeats, int warmUp)
    {
        double[][] times = [.. contenders.Select(_ => new double[rounds])];
        foreach ((_, Action run) in contenders)
        {
            Repeat(run, warmUp);
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                long start = Stopwatch.GetTimestamp();
                Repeat(contenders[i].Run, repeats);
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats;
            }
        }

        double[] medians = [.. times.Select(Median)];
        Console.WriteLine($"{name} ({rounds} interleaved rounds of {repeats}, medians)");
        Console.WriteLine();
        Console.WriteLine("| | ms | ratio |");
        Console.WriteLine("|---|---:|---:|");
        for (var i = 0; i < medians.Length; i++)
        {
            Console.WriteLine($"| {contenders[i].Name} | {medians[i]:0.0000} | {medians[i] / medians[0]:0.00} |");
        }

        Console.WriteLine();
    }

    private static void Repeat(Action run, int count)
    {
        for (var i = 0; i < count; i++)
        {
            run();
        }
    }

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
