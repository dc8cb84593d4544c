using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Tests.Training;

/// <summary>A few real images and a network small enough to train on them in a second.</summary>
internal static class TinyMnist
{
    private static readonly Lazy<Task<MnistData>> Loaded = new(() => Mnist.LoadAsync(new MnistOptions { Folder = RealData.Mnist }));

    public static TrainingOptions Options { get; } = new()
    {
        Network = new DigitCnnOptions { Blocks = [new(6, Kernel: 5, Stride: 2), new(12, Pool: true)] },
        Epochs = 3,
        BatchSize = 32,
        Threads = 1,
    };

    /// <summary>500 images to learn from, 200 to choose by, 200 to judge by.</summary>
    public static async Task<TrainingData> LoadAsync()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        MnistData mnist = await Loaded.Value;
        return new TrainingData(mnist.Train.Take(500), mnist.Train.Subset([.. Enumerable.Range(1000, 200)]), mnist.Test.Take(200));
    }
}
