using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Tests.Data;
using HandwrittenDigits.Training;
using TorchSharp;

namespace HandwrittenDigits.Tests.Training;

[Collection(LibTorchCollection.Name)]
public sealed class TrainerTests
{
    [Fact]
    public async Task Train_SameSeedTwice_GivesTheSameWeights()
    {
        TrainingData data = await TinyMnist.LoadAsync();

        byte[] first = Weights(TinyMnist.Options with { Epochs = 1 }, data);
        byte[] second = Weights(TinyMnist.Options with { Epochs = 1 }, data);

        second.ShouldBe(first);
    }

    [Fact]
    public async Task Train_AnotherSeed_GivesOtherWeights()
    {
        TrainingData data = await TinyMnist.LoadAsync();

        byte[] first = Weights(TinyMnist.Options with { Epochs = 1 }, data);
        byte[] second = Weights(TinyMnist.Options with { Epochs = 1, Seed = 2 }, data);

        second.ShouldNotBe(first);
    }

    [Theory]
    [InlineData(0.995)]
    [InlineData(0)]
    public async Task Train_StoppedAndResumed_EndsAsIfNeverStopped(double ema)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with { Ema = ema, SyntheticPerEpoch = 200, NonDigitsPerEpoch = 100 };
        byte[] neverStopped = Weights(options, data);
        using var folder = new TemporaryFolder();
        RunFolder run = RunFolder.Create(folder.Path);

        using var stop = new CancellationTokenSource();
        var inTheMiddle = new CallbackProgress(progress =>
        {
            if (progress is { Epoch: 2, Batch: 5 })
            {
                stop.Cancel();
            }
        });
        Should.Throw<OperationCanceledException>(() => new Trainer(options).Train(data, run, inTheMiddle, stop.Token));
        run.ReadMetrics().Count.ShouldBe(1);
        using TrainingResult resumed = new Trainer(run.ReadOptions()).Train(data, RunFolder.Open(run.FullPath));

        NetworkBytes(resumed.Model).ShouldBe(neverStopped);
        resumed.Epochs.Select(epoch => epoch.Epoch).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Train_WithReplicas_GivesTheSameWeightsTwiceAndReadsAsWell()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with { Replicas = 2 };

        using TrainingResult first = new Trainer(options).Train(data);

        first.Best.ValidationAccuracy.ShouldBeGreaterThan(0.8);
        Weights(options, data).ShouldBe(NetworkBytes(first.Model));
    }

    [Fact]
    public void Backward_EqualParts_IsTheMeanOfTheirGradients()
    {
        // Parts with the same images: batch norm sees the same as it does of one of them alone.
        using torch.Tensor part = torch.rand(6, 1, 28, 28);
        using torch.Tensor answers = torch.eye(10)[..6];
        float[] alone = Gradient(replicas: 1, part, answers);

        float[] shared = Gradient(replicas: 3, torch.cat([part, part, part]), torch.cat([answers, answers, answers]));

        shared.Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
        alone.Max(Math.Abs).ShouldBeGreaterThan(1e-2f);

        static float[] Gradient(int replicas, torch.Tensor images, torch.Tensor targets)
        {
            using var network = new DigitCnn();
            using var copies = new Replicas(network, new TrainingOptions { Replicas = replicas, BatchSize = 6 * replicas }, torch.CPU);
            copies.Backward(images, targets, (copy, some, answers) => torch.nn.functional.cross_entropy(copy.call(some), answers));
            return [.. network.parameters().SelectMany(weights => weights.grad!.data<float>().ToArray())];
        }
    }

    [Fact]
    public async Task Backward_Interrupted_EndsWhenAllPartsHave()
    {
        using torch.Tensor images = torch.rand(4, 1, 28, 28);
        using torch.Tensor answers = torch.eye(10)[..4];
        using var network = new DigitCnn();
        using var copies = new Replicas(network, new TrainingOptions { Replicas = 2 }, torch.CPU);
        using var waiting = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        Thread? thread = null;
        var step = Task.Factory.StartNew(
            () =>
            {
                thread = Thread.CurrentThread;
                copies.Backward(images, answers, (copy, some, answers) =>
                {
                    if (copy != network)
                    {
                        waiting.Set();
                        goOn.Wait();
                    }

                    return torch.nn.functional.cross_entropy(copy.call(some), answers);
                });
                Thread.Sleep(Timeout.Infinite);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        waiting.Wait(TestContext.Current.CancellationToken);

        thread!.Interrupt();
        (await Task.WhenAny(step, Task.Delay(200, TestContext.Current.CancellationToken))).ShouldNotBe(step);
        goOn.Set();

        await Should.ThrowAsync<ThreadInterruptedException>(() => step);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(64)]
    public void Trainer_ReplicasThatDoNotShareABatchEqually_SaysWhatIsPossible(int replicas) =>
        Should.Throw<ArgumentException>(() => new Trainer(new TrainingOptions { BatchSize = 64, Replicas = replicas })).Message.ShouldContain("equal parts");

    [Fact]
    public async Task Train_OneEpochOf10000_Reads96Percent()
    {
        await TinyMnist.LoadAsync();
        MnistData mnist = await Mnist.LoadAsync(new MnistOptions { Folder = HandwrittenDigits.Testing.RealData.Mnist }, cancellationToken: TestContext.Current.CancellationToken);
        var data = new TrainingData(mnist.Train.Take(10_000), mnist.Train.Subset([.. Enumerable.Range(10_000, 2_000)]));

        using TrainingResult result = new Trainer(new TrainingOptions { Epochs = 1, Ema = 0.98 }).Train(data);

        result.Best.ValidationAccuracy.ShouldBeGreaterThan(0.96);
    }

    [Fact]
    public async Task Train_WithTeachers_LearnsTheirAnswersNotTheLabels()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        new Trainer(TinyMnist.Options).Train(data, RunFolder.Create(folder.Path, "teacher")).Dispose();
        var mislabelled = data with { Train = new DigitDataset("mislabelled", data.Train.Pixels, new byte[data.Train.Count]) };

        using TrainingResult pupil = new Trainer(TinyMnist.Options with { Teachers = folder.Path }).Train(mislabelled);

        pupil.Best.ValidationAccuracy.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public async Task Train_TeachersFolderWithoutACompleteRun_SaysWhatToDo()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();

        Should.Throw<ArgumentException>(() => new Trainer(TinyMnist.Options with { Teachers = folder.Path }).Train(data))
            .Message.ShouldContain("no complete run");
    }

    [Fact]
    public async Task Train_WithNonDigits_IsLessSureOfThem()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with { SyntheticPerEpoch = 1000 };

        MeanConfidence(options with { NonDigitsPerEpoch = 500 }).ShouldBeLessThan(MeanConfidence(options) - 0.1);

        double MeanConfidence(TrainingOptions options)
        {
            using TrainingResult result = new Trainer(options).Train(data);
            var network = new ManagedNetwork(FoldedNetwork.FromSafetensors(result.Model.ToFile()));
            return network.LogitsBatch(NonDigits.Images(200, seed: -5), 1).Chunk(DigitDataset.ClassCount)
                .Average(logits => Math.Exp(logits.Max() - Softmax.LogSumExp(logits, temperature: 1)));
        }
    }

    [Fact]
    public async Task Train_StepsFarTooLong_StopsWithAnExplanation()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with { LearningRate = 100, WeightDecay = 10, Schedule = LearningRateSchedule.Constant, WarmUp = 0 };

        TrainingDivergedException error = Should.Throw<TrainingDivergedException>(() => new Trainer(options).Train(data));

        error.Message.ShouldContain("Lower the learning rate");
    }

    [Fact]
    public async Task Train_MoreEpochs_HoldsNoMoreNativeMemory()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        var live = new List<long>();
        var afterEachEpoch = new CallbackProgress(progress =>
        {
            if (progress.Completed is not null)
            {
                live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            }
        });

        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 5 }).Train(data, progress: afterEachEpoch);

        // The optimiser makes its state in the first step, so the first epoch is where the count settles.
        live.Count.ShouldBe(5);
        live.Distinct().Count().ShouldBe(1, $"live tensors after each epoch: {string.Join(", ", live)}");
    }

    [Fact]
    public async Task Train_FewerImagesThanABatch_SaysWhatToChange()
    {
        TrainingData data = await TinyMnist.LoadAsync();

        ArgumentException error = Should.Throw<ArgumentException>(
            () => new Trainer(TinyMnist.Options with { BatchSize = 2000 }).Train(data));

        error.Message.ShouldContain("lower the batch size");
    }

    [Fact]
    public void Trainer_NoSuchDevice_SaysWhatThereIs() =>
        Should.Throw<ArgumentException>(() => new Trainer(new TrainingOptions { Device = "cuda:7" })).Message.ShouldContain("cpu");

    [Fact]
    public async Task Train_EveryStep_IsReportedInOrder()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        var reports = new List<TrainingProgress>();

        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 2 }).Train(data, progress: new CallbackProgress(reports.Add));

        reports.Count.ShouldBe(2 * (15 + 1));
        reports.Select(report => (report.Epoch, report.Batch)).ShouldBe(reports.Select(report => (report.Epoch, report.Batch)).Order());
        reports[^1].Remaining.ShouldBe(TimeSpan.Zero);
        reports[^1].Completed.ShouldBe(result.Epochs[^1]);
    }

    private static byte[] Weights(TrainingOptions options, TrainingData data)
    {
        using TrainingResult result = new Trainer(options).Train(data);
        return NetworkBytes(result.Model);
    }

    private static byte[] NetworkBytes(DigitModel model) => new SafetensorsFile(model.ToFile().Tensors, new Dictionary<string, string>()).ToBytes();

    private sealed class CallbackProgress(Action<TrainingProgress> callback) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => callback(value);
    }
}
