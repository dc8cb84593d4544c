using System.Diagnostics;
using System.Text;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The time that <c>digits runs</c> takes over thousands of runs, the whole command with its start: first as nothing is remembered of
/// them, then again. The runs are made for it, with files as large as those of a training.
/// </summary>
internal static class RunsBenchmark
{
    /// <summary>The argument with which this program ends at once: what a start takes that no command is spared.</summary>
    public const string Nothing = "nothing";

    private const int Epochs = 10;

    public static void Run(int count)
    {
        string runs = Directory.CreateTempSubdirectory("runs-benchmark-").FullName;
        try
        {
            Make(runs, count);
            string digits = DigitsCommand.Find();
            Console.WriteLine($"{count:N0} runs of {Epochs} epochs, the whole command:\n");
            Console.WriteLine("| command | seconds |\n|---|---:|");
            Time("a .NET program that does nothing", typeof(RunsBenchmark).Assembly.Location, Nothing);
            Time("runs list, nothing remembered", digits, "runs", "list", "--runs", runs);
            Time("runs list", digits, "runs", "list", "--runs", runs);
            Time("runs list --where --sort", digits,
                "runs", "list", "--runs", runs, "--where", "learningRate>0.01", "--sort", "validation");
            Time("runs compare", digits, "runs", "compare", "--runs", runs);
            Time("runs plot", digits, "runs", "plot", "--runs", runs, "--output", Path.Combine(runs, "runs.html"));
            Console.WriteLine($"\nThe page is {new FileInfo(Path.Combine(runs, "runs.html")).Length / 1e6:0.0} MB.");
        }
        finally
        {
            Directory.Delete(runs, recursive: true);
        }
    }

    private static void Make(string runs, int count)
    {
        string report = TrainingJson.Serialize(Evaluator.Measure(new float[1000 * 10], new byte[1000]), indented: true);
        Parallel.For(0, count, i =>
        {
            var random = new Random(i);
            string folder = Directory.CreateDirectory(Path.Combine(runs, $"20260101-{i:000000}-made")).FullName;
            var options = new TrainingOptions { Seed = i, LearningRate = 0.001 * (1 + (i % 50)), Epochs = Epochs, Dropout = i % 7 * 0.1 };
            File.WriteAllText(Path.Combine(folder, "options.json"), TrainingJson.Serialize(options, indented: true));
            var info = new RunInfo(DateTimeOffset.UnixEpoch.AddMinutes(i), "1.0.0", "Linux",
            [
                new("train", "MNIST, 55,000 to train on", 55_000, new string('a', 64)), new(
                    "validation", "MNIST, 5,000 to validate on", 5_000, new string('b', 64)),
            ]);
            File.WriteAllText(Path.Combine(folder, "run.json"), TrainingJson.Serialize(info, indented: true));
            var metrics = new StringBuilder();
            for (int epoch = 1; epoch <= Epochs; epoch++)
            {
                double loss = (0.3 / epoch) + (0.05 * random.NextDouble());
                var measured = new EpochMetrics(epoch, loss * 1.3, loss, 1 - (loss / 4), 0.01 / epoch, 11.5, 4_800);
                metrics.Append(TrainingJson.Serialize(measured)).Append('\n');
            }

            File.WriteAllText(Path.Combine(folder, "metrics.jsonl"), metrics.ToString());
            File.WriteAllText(Path.Combine(folder, "report.json"), report);
            File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), []);
        });
    }

    private static void Time(string name, string digits, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [digits, .. arguments]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(process.ExitCode == 0
            ? $"| {name} | {seconds:0.00} |"
            : throw new InvalidOperationException($"'{name}' failed with exit code {process.ExitCode}."));
    }
}
