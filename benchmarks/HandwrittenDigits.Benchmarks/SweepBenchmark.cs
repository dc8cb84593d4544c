using System.Diagnostics;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The trainings an hour of <c>digits sweep</c> with two processes of one thread each, beside one such process: the same
/// sweep, in turn, twice each.
/// </summary>
internal static class SweepBenchmark
{
    private const int Trainings = 4;

    private const string Sweep = """
        {
          "data": { "trainingImages": 20000, "validation": 0.1 },
          "base": { "epochs": 3, "threads": 1 },
          "seeds": [1, 2, 3, 4]
        }
        """;

    public static void Run()
    {
        string digits = DigitsCommand.Find();
        Console.WriteLine("| processes | trainings an hour |\n|---:|---:|");
        double[] one = new double[2];
        double[] two = new double[2];
        for (int round = 0; round < one.Length; round++)
        {
            one[round] = Measure(digits, parallel: 1);
            two[round] = Measure(digits, parallel: 2);
        }

        Console.WriteLine($"\nTwo processes do {two.Average() / one.Average():0.00} times as many trainings an hour as one.");
    }

    private static double Measure(string digits, int parallel)
    {
        string folder = Directory.CreateTempSubdirectory("sweep-benchmark-").FullName;
        try
        {
            string file = Path.Combine(folder, "sweep.json");
            File.WriteAllText(file, Sweep);
            long start = Stopwatch.GetTimestamp();
            string[] arguments = [digits, "sweep", file, "--runs", folder, "--parallel", $"{parallel}"];
            using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            double perHour = Trainings / Stopwatch.GetElapsedTime(start).TotalHours;
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"The sweep failed:\n{output}");
            }

            Console.WriteLine($"| {parallel} | {perHour:0} |");
            return perHour;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
