using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// A recipe with several seeds: MNIST's test set, real pen-drawn digits, calibration, and how much of what is no digit is
/// refused. Runs that are missing are trained, those that were stopped are taken up again.
/// </summary>
internal static class AccuracyBenchmark
{
    private const double ValidationShare = 1.0 / 12;
    private const int SplitSeed = 1;

    // Other drawings than those that the rule for "unsure" was fitted on.
    private const int NonDigitCount = 5_000;
    private const int NonDigitSeed = -2;

    public static async Task Run(string recipe, string runs, int seeds)
    {
        MnistData mnist = await Mnist.LoadAsync(new MnistOptions { Offline = true });
        var split = DatasetSplit.ByWriter(mnist.Train, ValidationShare, SplitSeed);
        var data = new TrainingData(split.Train, split.Validation, mnist.Test);
        DigitDataset? drawn = DrawingsBenchmark.StrokesFile() is { } file ? StrokeFile.Load(file) : null;
        DigitImage[] nonDigits =
            [.. NonDigits.Images(NonDigitCount, NonDigitSeed).Chunk(DigitImage.PixelCount).Select(pixels => new DigitImage(pixels))];
        TrainingOptions options = TrainingJson.Deserialize<TrainingOptions>(await File.ReadAllTextAsync(recipe));

        Row[] rows =
        [
            .. Enumerable.Range(1, seeds)
                .Select(seed => Measure(Train(options with { Seed = seed }, data, runs), data, drawn, nonDigits)),
        ];
        Console.WriteLine(
            $"{options.Network!.ParameterCount:N0} parameters, {options.Epochs} epochs; {split.Train.Count:N0} images to train on, "
            + $"{split.Validation.Count:N0} of other writers to choose by; per cent");
        Console.WriteLine();
        Console.WriteLine("| | validation | MNIST test | drawn digits | ECE, MNIST | unsure, MNIST | unsure, drawn | unsure, no digit |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (int i = 0; i < rows.Length; i++)
        {
            Print($"seed {i + 1}", rows[i].Numbers);
        }

        double[][] columns =
            [.. Enumerable.Range(0, rows[0].Numbers.Length).Select(column => rows.Select(row => row.Numbers[column]).ToArray())];
        Print("**mean**", [.. columns.Select(column => column.Average())]);
        Print("**standard deviation**", [.. columns.Select(Deviation)]);
        double together = Accuracy([.. rows.Select(row => row.TestLogits)], mnist.Test);
        PrintTest($"the {rows.Length} together, probabilities averaged", together);
        PrintTest(
            "mean of the seeds, each image read in nine places a pixel apart, probabilities averaged",
            rows.Average(row => row.ShiftedAccuracy));
        Console.WriteLine();
    }

    private static RunFolder Train(TrainingOptions options, TrainingData data, string runs)
    {
        RunFolder run =
            RunFolder.List(runs).FirstOrDefault(run => run.ReadOptions() == options) ?? RunFolder.Create(runs, $"seed{options.Seed}");
        if (!run.IsComplete)
        {
            Console.Error.WriteLine($"Training {run.FullPath}");
            new Trainer(options).Train(data, run).Dispose();
        }

        return run;
    }

    private static Row Measure(RunFolder run, TrainingData data, DigitDataset? drawn, DigitImage[] nonDigits)
    {
        using var model = DigitModel.Load(run.ModelPath);
        var classifier = DigitClassifier.FromModel(model);
        EvaluationReport test = Evaluator.Evaluate(classifier, data.Test!);
        EvaluationReport? strokes = drawn is null ? null : Evaluator.Evaluate(classifier, drawn);
        double refused = nonDigits.Average(image => classifier.Classify(image).IsUnsure ? 1.0 : 0);
        var network = new ManagedNetwork(FoldedNetwork.FromSafetensors(model.ToFile()));
        return new Row(
            [
                Evaluator.Evaluate(classifier, data.Validation).Accuracy, test.Accuracy, strokes?.Accuracy ?? double.NaN,
                test.Calibration.ExpectedCalibrationError, test.UnsureShare ?? 0, strokes?.UnsureShare ?? double.NaN, refused,
            ],
            network.LogitsBatch(data.Test!.Pixels, Environment.ProcessorCount),
            Accuracy(
                [
                    .. Places().Select(place =>
                        network.LogitsBatch(Shift(data.Test.Pixels.Span, place.X, place.Y), Environment.ProcessorCount)),
                ],
                data.Test));
    }

    // Where it lies, and a pixel to each of the eight sides.
    private static IEnumerable<(int X, int Y)> Places() => Enumerable.Range(0, 9).Select(place => ((place % 3) - 1, (place / 3) - 1));

    private static byte[] Shift(ReadOnlySpan<byte> images, int right, int down)
    {
        const int side = DigitImage.Side;
        byte[] shifted = new byte[images.Length];
        for (int row = 0; row < images.Length / side; row++)
        {
            // The rows of all images, one under the other; what leaves an image is paper.
            int from = (row % side) - down;
            if (from is < 0 or >= side)
            {
                continue;
            }

            int taken = Math.Max(0, -right);
            images.Slice(((row - down) * side) + taken, side - Math.Abs(right)).CopyTo(shifted.AsSpan((row * side) + Math.Max(0, right)));
        }

        return shifted;
    }

    private static double Accuracy(float[][] logits, DigitDataset test)
    {
        const int classes = DigitDataset.ClassCount;
        Span<double> probabilities = stackalloc double[classes];
        int right = 0;
        for (int image = 0; image < test.Count; image++)
        {
            double[] sums = new double[classes];
            foreach (float[] network in logits)
            {
                Softmax.Apply(network.AsSpan(image * classes, classes), temperature: 1, probabilities);
                for (int digit = 0; digit < classes; digit++)
                {
                    sums[digit] += probabilities[digit];
                }
            }

            right += Array.IndexOf(sums, sums.Max()) == test.Label(image) ? 1 : 0;
        }

        return (double)right / test.Count;
    }

    private static void Print(string name, double[] shares) =>
        Console.WriteLine(
            $"| {name} | {string.Join(" | ", shares.Select(share => double.IsNaN(share) ? "no data" : $"{100 * share:0.00}"))} |");

    private static void PrintTest(string name, double accuracy) => Console.WriteLine($"| {name} | | {100 * accuracy:0.00} | | | | | |");

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, values.Length - 1));
    }

    private sealed record Row(double[] Numbers, float[] TestLogits, double ShiftedAccuracy);
}
