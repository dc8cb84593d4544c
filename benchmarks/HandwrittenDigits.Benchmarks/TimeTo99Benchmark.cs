using System.Diagnostics;
using System.Globalization;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;
using HandwrittenDigits.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// Wall clock from a process's start, reading the files included, to the last update of a network that reads 99 % of the test set, beside
/// the recipe of pytorch/examples' <c>mnist</c>, as a plain TorchSharp program runs it. Each run is a process of its own.
/// </summary>
internal static class TimeTo99Benchmark
{
    public const string Fast = "fast";
    public const string Example = "example";

    private const double Goal = 0.99;

    // As few as cost less than 0.05 % of MNIST's last 6,000 training images, which were kept apart to choose by.
    private const int FastImages = 48_000;

    // What the shortest run that reads 99 % needs: less of everything than the shipped model.
    private static readonly TrainingOptions FastOptions = new()
    {
        Network = new()
        {
            Blocks =
            [
                new(16, Kernel: 5, Stride: 2) { Padding = 0 },
                new(32, Kernel: 5, Pool: true) { Padding = 0 },
                new(96) { Padding = 0 },
            ],
        },
        Epochs = 1,
        BatchSize = 192,
        Optimizer = OptimizerKind.Muon,
        Momentum = 0.8,
        LearningRate = 0.04,
        Schedule = LearningRateSchedule.Linear,
        WarmUp = 0.05,
        FreezeOut = 0.35,
        LabelSmoothing = 0.15,
        Ema = 0,
        MixedPrecision = true,
        Augmentation = AugmentationOptions.None,
        Threads = 1,
    };

    public static void Run(int seeds, int exampleSeeds)
    {
        // The example's runs lie between ours, evenly, so that whatever else the machine does meets both.
        List<Outcome> fast = [];
        List<Outcome> example = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            fast.Add(Start(Fast, seed));
            while (example.Count < exampleSeeds * seed / seeds)
            {
                example.Add(Start(Example, example.Count + 1));
            }
        }

        Console.WriteLine($"Seconds from the process's start to the last update; the goal is {Goal:P0} of the test set");
        Console.WriteLine();
        Console.WriteLine("| | seeds | reached it | least, mean accuracy | mean seconds | deviation |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        Print(
            $"this library, {FastOptions.Network!.ParameterCount:N0} parameters, {FastImages:N0} training images once"
            + (FastOptions.ComputesInBFloat16() ? ", convolutions in bfloat16" : ""),
            fast);
        Print("pytorch/examples' recipe, epochs until it is reached", example);
        Console.WriteLine();
        Console.WriteLine($"Ratio of the means: {example.Average(run => run.Seconds) / fast.Average(run => run.Seconds):0.0}");
    }

    /// <summary>One run, in this process; prints its seconds and accuracy.</summary>
    public static async Task RunOnce(string recipe, int seed)
    {
        // A plain TorchSharp program leaves libtorch's freed memory to the system.
        AppContext.SetSwitch(NativeHeap.SwitchName, recipe == Fast);

        // Once the first file has been read: while the dynamic linker loads libtorch it resolves no function for any other thread, and the
        // reading would wait for those that it calls for the first time.
        var loading = new Lazy<Task>(() => Task.Run(LibTorchLoader.Load));
        var reports = new Reports<DataProgress>(file => _ = loading.Value);
        MnistData mnist = await Mnist.LoadAsync(new MnistOptions { Offline = true }, reports);
        await loading.Value;
        Outcome outcome = recipe == Fast ? RunFast(mnist, seed) : RunExample(mnist, seed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Seconds} {outcome.Accuracy}"));
    }

    private static Outcome RunFast(MnistData mnist, int seed)
    {
        double seconds = 0;
        var clock = new Reports<TrainingProgress>(step => seconds = step.Batch == step.Batches ? SinceStart() : seconds);

        // The schedule alone decides, so two images are enough to validate by; of a batch of one libtorch warns.
        var data = new TrainingData(mnist.Train.Take(FastImages), mnist.Train.Subset([FastImages, FastImages + 1]), mnist.Test);
        using TrainingResult result = new Trainer(FastOptions with { Seed = seed }).Train(data, progress: clock);
        return new Outcome(seconds, result.Test!.Accuracy);
    }

    // main.py of pytorch/examples/mnist: Adadelta from 1, times 0.7 an epoch; batches of 64; pixels normalised.
    private static Outcome RunExample(MnistData mnist, int seed)
    {
        const int mostEpochs = 14;
        random.manual_seed(seed);
        using Module<Tensor, Tensor> network = ExampleNetworks.PyTorch();
        using optim.Optimizer optimizer = optim.Adadelta(network.parameters(), lr: 1.0);
        optim.lr_scheduler.LRScheduler scheduler = optim.lr_scheduler.StepLR(optimizer, 1, 0.7);
        using var test = new DigitTensors(mnist.Test);
        using Tensor pixels = PixelNormalization.Mnist.Apply(test.Slice(0, test.Count));
        double evaluating = 0;
        for (int epoch = 1; ; epoch++)
        {
            using var items = new Items(mnist.Train);
            using TorchSharp.Modules.DataLoader loader = torch.utils.data.DataLoader(items, 64, shuffle: true, device: CPU);
            foreach (Dictionary<string, Tensor> batch in loader)
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                Tensor loss = functional.nll_loss(network.call(batch["data"]), batch["label"]);
                loss.backward();
                optimizer.step();
            }

            scheduler.step();
            double seconds = SinceStart() - evaluating;
            long start = Stopwatch.GetTimestamp();
            double accuracy = ExampleNetworks.Accuracy(network, pixels, test.Labels);
            evaluating += Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (accuracy >= Goal || epoch == mostEpochs)
            {
                return new Outcome(seconds, accuracy);
            }
        }
    }

    private static Outcome Start(string recipe, int seed)
    {
        string[] arguments = ["time-to-99-run", recipe, seed.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };

        // As the command line has it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (recipe == Example)
        {
            // GNU OpenMP's own default, which the library changes.
            start.Environment["GOMP_SPINCOUNT"] = "300000";
        }

        using Process run = Process.Start(start)!;
        string[] numbers = run.StandardOutput.ReadToEnd().Split(' ');
        run.WaitForExit();
        var outcome =
            new Outcome(double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture));
        Console.Error.WriteLine($"{recipe}, seed {seed}: {outcome.Seconds:0.0} s, {outcome.Accuracy:P2}");
        return outcome;
    }

    private static void Print(string name, List<Outcome> runs)
    {
        double mean = runs.Average(run => run.Seconds);
        double deviation = Math.Sqrt(runs.Sum(run => Math.Pow(run.Seconds - mean, 2)) / Math.Max(1, runs.Count - 1));
        Console.WriteLine(
            $"| {name} | {runs.Count} | {runs.Count(run => run.Accuracy >= Goal)} "
            + $"| {runs.Min(run => run.Accuracy):P2}, {runs.Average(run => run.Accuracy):P2} | {mean:0.0} | {deviation:0.0} |");
    }

    private static double SinceStart() => (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds;

    private sealed record Outcome(double Seconds, double Accuracy);

    // One image at a time, as torchvision's data set gives them.
    private sealed class Items(DigitDataset images) : torch.utils.data.Dataset
    {
        public override long Count => images.Count;

        public override Dictionary<string, Tensor> GetTensor(long index)
        {
            using Tensor bytes = tensor(images.Image((int)index).Pixels.ToArray(), dtype: ScalarType.Byte);
            using Tensor pixels = bytes.to(ScalarType.Float32).view(1, 28, 28).div(byte.MaxValue);
            return new() { ["data"] = PixelNormalization.Mnist.Apply(pixels), ["label"] = tensor((long)images.Label((int)index)) };
        }
    }
}
