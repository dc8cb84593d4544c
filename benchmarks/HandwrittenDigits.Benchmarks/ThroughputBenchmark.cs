using System.Diagnostics;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// Arithmetic a second in training and in prediction, as a share of what a large matrix product reaches in the same run with the same
/// threads; then where the time goes, layer by layer.
/// </summary>
internal static class ThroughputBenchmark
{
    private const int MatrixSide = 1024;
    private const int TrainBatch = 128;
    private const int PredictBatch = 512;

    public static void Run(string networkName, int rounds, int threads)
    {
        LibTorchLoader.Load();
        set_num_threads(threads);
        DigitCnnOptions shape = DigitCnnOptions.Named[networkName];
        using var network = new DigitCnn(shape);
        using optim.Optimizer optimizer = optim.AdamW(network.parameters());
        using Tensor left = rand(MatrixSide, MatrixSide);
        using Tensor right = rand(MatrixSide, MatrixSide);
        using Tensor images = rand(PredictBatch, 1, 28, 28);
        using Tensor few = images.slice(0, 0, TrainBatch, 1);
        using Tensor labels = randint(10, [TrainBatch], ScalarType.Int64);
        double macs = shape.MultiplyAdds;

        Work[] works =
        [
            new("matrix product, 1024 x 1024", 2.0 * MatrixSide * MatrixSide * MatrixSide, () => mm(left, right)),
            new($"prediction, batch of {PredictBatch}", 2 * macs * PredictBatch, () => Predict(network, images)),

            // Backward is two products of forward's size: for the inputs' gradients and for the weights'.
            new($"training step, batch of {TrainBatch}", 6 * macs * TrainBatch, () => Train(network, optimizer, few, labels)),
        ];
        double[] seconds = Measure(works, rounds);
        double peak = works[0].Operations / seconds[0];
        Console.WriteLine(
            $"{networkName}: {shape.ParameterCount:N0} parameters, {macs / 1e6:0.0} million multiply-adds an image; "
            + $"{threads} threads, medians of {rounds} interleaved rounds");
        Console.WriteLine();
        Console.WriteLine("| | Gflop/s | share of the matrix product |");
        Console.WriteLine("|---|---:|---:|");
        for (int i = 0; i < works.Length; i++)
        {
            double speed = works[i].Operations / seconds[i];
            Console.WriteLine($"| {works[i].Name} | {speed / 1e9:0.0} | {speed / peak:P0} |");
        }

        Console.WriteLine();
        PrintParts(shape, rounds, seconds[2]);
    }

    // The same tensors through each part alone, forward and backward.
    private static void PrintParts(DigitCnnOptions shape, int rounds, double step)
    {
        var parts = new List<Work>();
        (int inputs, int side) = (1, 28);
        foreach (ConvolutionBlockOptions block in shape.Blocks)
        {
            bool isFirst = inputs == 1;
            int place = parts.Count / 2;
            int outputSide = block.ConvolvedSide(side);
            Tensor input = ImageLayout.ChannelsLast(rand(TrainBatch, inputs, side, side));
            input.requires_grad = !isFirst;
            TorchSharp.Modules.Conv2d convolution =
                Conv2d(inputs, block.Channels, block.Kernel, stride: block.Stride, padding: block.Padding, bias: false);
            Tensor features = ImageLayout.ChannelsLast(rand(TrainBatch, block.Channels, outputSide, outputSide));
            features.requires_grad = true;
            TorchSharp.Modules.BatchNorm2d norm = BatchNorm2d(block.Channels);
            double macs = (double)TrainBatch * inputs * block.Channels * block.Kernel * block.Kernel * outputSide * outputSide;
            parts.Add(new(
                $"convolution {place + 1}: {inputs} to {block.Channels} maps, {block.Kernel}x{block.Kernel}, "
                + $"{outputSide}x{outputSide} pixels",
                (isFirst ? 4 : 6) * macs,
                () => Backward(convolution.call(input))));
            parts.Add(new(
                $"batch norm{(block.Pool ? ", pooling" : string.Empty)}, ReLU {place + 1}",
                0,
                () => Backward(AfterConvolution(norm, features, block.Pool))));
            (inputs, side) = (block.Channels, block.OutputSide(side));
        }

        double[] seconds = Measure([.. parts], rounds);
        Console.WriteLine("| Part of a training step, alone | ms | share of the step | Gflop/s |");
        Console.WriteLine("|---|---:|---:|---:|");
        for (int i = 0; i < parts.Count; i++)
        {
            string speed = parts[i].Operations == 0 ? string.Empty : $"{parts[i].Operations / seconds[i] / 1e9:0.0}";
            Console.WriteLine($"| {parts[i].Name} | {seconds[i] * 1000:0.00} | {seconds[i] / step:P0} | {speed} |");
        }

        double rest = 1 - (seconds.Sum() / step);
        Console.WriteLine($"| the rest: linear layer, loss, optimiser, calls | | {rest:P0} | |");
        Console.WriteLine();
    }

    private static double[] Measure(Work[] works, int rounds)
    {
        double[][] times = [.. works.Select(_ => new double[rounds])];
        for (int round = -2; round < rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                long start = Stopwatch.GetTimestamp();
                works[i].Run();
                if (round >= 0)
                {
                    times[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                }
            }
        }

        return [.. times.Select(Contest.Median)];
    }

    private static void Predict(DigitCnn network, Tensor images)
    {
        using IDisposable noGradients = no_grad();
        network.eval();
        network.call(images);
    }

    private static void Train(DigitCnn network, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        network.train();
        Tensor loss = functional.cross_entropy(network.call(images), labels);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    private static Tensor AfterConvolution(TorchSharp.Modules.BatchNorm2d norm, Tensor features, bool pool)
    {
        Tensor normed = norm.call(features);
        return functional.relu(pool ? functional.max_pool2d(normed, 2) : normed, inplace: true);
    }

    private static void Backward(Tensor output) => output.sum().backward();
    private sealed record Work(string Name, double Operations, Action Run);
}
