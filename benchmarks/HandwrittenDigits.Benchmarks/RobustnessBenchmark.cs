using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The errors of the shipped model on MNIST's test set, corrupted, beside those of the Keras example's network, trained as that example
/// trains it: Adam, 0.001, batches of 128, 15 epochs of the images as they are.
/// </summary>
internal static class RobustnessBenchmark
{
    private const int Seed = 1;

    public static async Task Run(string? path, int epochs)
    {
        LibTorchLoader.Load();
        MnistData mnist = await Mnist.LoadAsync(new MnistOptions { Offline = true });
        using DigitModel model = path is null ? ShippedModel.Load() : DigitModel.Load(path);
        var ours = new ManagedNetwork(FoldedNetwork.FromSafetensors(model.ToFile()));
        using Module<Tensor, Tensor> example = TrainExample(mnist.Train, epochs);

        Console.WriteLine(
            $"Errors on {mnist.Test.Count:N0} test images, per cent; each corruption at five strengths, seed {Seed}; "
            + $"the example's network after {epochs} epochs");
        Console.WriteLine();
        Console.WriteLine("| Corruption | strengths | this model | | | | | Keras example | | | | | ratio of means |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        Print("none", string.Empty, [ErrorOf(ours, mnist.Test)], [ErrorOf(example, mnist.Test)]);
        var all = new List<(double Ours, double Example)>();
        foreach (Corruption corruption in Corruption.All)
        {
            DigitDataset[] changed = [.. corruption.Strengths.Select(strength => corruption.Apply(mnist.Test, strength, Seed))];
            double[] mine = [.. changed.Select(images => ErrorOf(ours, images))];
            double[] theirs = [.. changed.Select(images => ErrorOf(example, images))];
            Print(corruption.Name, $"{string.Join(", ", corruption.Strengths)} {corruption.Unit}", mine, theirs);
            all.AddRange(mine.Zip(theirs));
        }

        double meanOfOurs = all.Average(pair => pair.Ours);
        double meanOfExample = all.Average(pair => pair.Example);
        Console.WriteLine(
            $"| **mean of all** | | **{100 * meanOfOurs:0.00}** | | | | | **{100 * meanOfExample:0.00}** | | | | "
            + $"| **{meanOfOurs / meanOfExample:0.00}** |");
        Console.WriteLine();
    }

    private static void Print(string name, string strengths, double[] ours, double[] example)
    {
        string Cells(double[] errors) =>
            string.Join(" | ", Enumerable.Range(0, 5).Select(i => i < errors.Length ? $"{100 * errors[i]:0.00}" : string.Empty));
        Console.WriteLine($"| {name} | {strengths} | {Cells(ours)} | {Cells(example)} | {ours.Average() / example.Average():0.00} |");
    }

    private static Module<Tensor, Tensor> TrainExample(DigitDataset images, int epochs)
    {
        const int batch = 128;
        random.manual_seed(Seed);
        Module<Tensor, Tensor> network = ExampleNetworks.Keras();
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), lr: 0.001);
        using var train = new DigitTensors(images);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            using Tensor order = randperm(train.Count);
            for (int start = 0; start < train.Count; start += batch)
            {
                using DisposeScope scope = NewDisposeScope();
                (Tensor pixels, Tensor labels) = train.Batch(order.slice(0, start, Math.Min(start + batch, train.Count), 1));
                Tensor loss = functional.cross_entropy(network.call(pixels), labels);
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
            }
        }

        return network;
    }

    private static double ErrorOf(ManagedNetwork network, DigitDataset images)
    {
        float[] logits = network.LogitsBatch(images.Pixels, Environment.ProcessorCount);
        ReadOnlySpan<byte> labels = images.Labels.Span;
        int wrong = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            wrong += Inference.Softmax.ArgMax(logits.AsSpan(i * DigitDataset.ClassCount, DigitDataset.ClassCount)) == labels[i] ? 0 : 1;
        }

        return (double)wrong / labels.Length;
    }

    private static double ErrorOf(Module<Tensor, Tensor> network, DigitDataset images)
    {
        using var tensors = new DigitTensors(images);
        using Tensor pixels = tensors.Slice(0, images.Count);
        return 1 - ExampleNetworks.Accuracy(network, pixels, tensors.Labels);
    }
}
