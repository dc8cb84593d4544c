using System.Diagnostics;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Benchmarks;

/// <summary>
/// The time that <see cref="Trainer"/> takes for an epoch beside that of the shortest loop which trains the same network on the same
/// images: resident tensors, one <c>index_select</c> a batch, forward, backward, step.
/// </summary>
internal static class TrainBenchmark
{
    private const int Images = 12_800;

    // One image to validate on: the bare loop does not validate.
    private const int ValidationImages = 1;

    private static readonly TrainingOptions Options = new() { Epochs = 1, Ema = 0, Augmentation = AugmentationOptions.None };

    public static async Task Run(int rounds)
    {
        MnistData mnist = await Mnist.LoadAsync(new MnistOptions { Offline = true });
        var data = new TrainingData(mnist.Train.Take(Images), mnist.Test.Take(ValidationImages));
        new Contest($"an epoch of {Images:N0} images")
            .Add("bare TorchSharp loop", () => BareLoop(data.Train))
            .Add("Trainer", () => TrainEpoch(data))
            .Print(rounds, repeats: 1, warmUp: 1);
    }

    // To the epoch's last step: calibrating the model comes after training.
    private static TimeSpan TrainEpoch(TrainingData data)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan taken = default;
        var progress = new Reports<TrainingProgress>(step => taken = step.Batch == step.Batches ? Stopwatch.GetElapsedTime(start) : taken);
        new Trainer(Options).Train(data, progress: progress).Dispose();
        return taken;
    }

    private static void BareLoop(DigitDataset images)
    {
        using var network = new DigitCnn(Options.Network);
        using var train = new DigitTensors(images);
        using optim.Optimizer optimizer = optim.AdamW(network.parameters(), Options.LearningRate);
        using Tensor order = randperm(train.Count);
        for (int start = 0; start < train.Count; start += Options.BatchSize)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor batch, Tensor labels) = train.Batch(order.slice(0, start, start + Options.BatchSize, 1));
            Tensor loss = functional.cross_entropy(network.call(batch), labels);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
    }
}
