using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
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

    [Fact]
    public async Task Train_MixedPrecision_ReadsAsWellWithOtherWeightsWhereBFloat16IsFast()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions inBFloat16 = TinyMnist.Options with { MixedPrecision = true };

        using TrainingResult single = new Trainer(TinyMnist.Options).Train(data);
        using TrainingResult mixed = new Trainer(inBFloat16).Train(data);

        NetworkBytes(mixed.Model).SequenceEqual(NetworkBytes(single.Model)).ShouldBe(!inBFloat16.ComputesInBFloat16());
        mixed.Best.ValidationAccuracy.ShouldBe(single.Best.ValidationAccuracy, tolerance: 0.05);
    }

    [Fact]
    public async Task Train_WithDropout_LearnsMoreSlowlyButReads()
    {
        TrainingData data = await TinyMnist.LoadAsync();

        using TrainingResult all = new Trainer(TinyMnist.Options).Train(data);
        using TrainingResult some = new Trainer(TinyMnist.Options with { Dropout = 0.3 }).Train(data);

        some.Epochs[^1].TrainLoss.ShouldBeGreaterThan(all.Epochs[^1].TrainLoss);
        some.Best.ValidationAccuracy.ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public async Task Train_FreezeOut_ChangesNothingOfABlockThatHasStopped()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        List<SafetensorsFile> checkpoints = [];
        var trainer = new Trainer(TinyMnist.Options with { FreezeOut = 0.5 })
        {
            StopAfter = _ =>
            {
                checkpoints.Add(SafetensorsFile.Read(run.CheckpointPath));
                return false;
            },
        };

        using TrainingResult result = trainer.Train(data, run);

        foreach (string name in (string[])["conv.weight", "norm.weight", "norm.bias"])
        {
            Bytes(2, $"network.blocks.0.{name}").ShouldBe(Bytes(1, $"network.blocks.0.{name}"));
            Bytes(1, $"network.blocks.0.{name}").ShouldNotBe(Bytes(0, $"network.blocks.0.{name}"));
        }

        Bytes(2, "network.head.weight").ShouldNotBe(Bytes(1, "network.head.weight"));
        result.Best.ValidationAccuracy.ShouldBeGreaterThan(0.7);

        byte[] Bytes(int epoch, string name) => checkpoints[epoch].Tensors[name].Data.ToArray();
    }

    [Theory]
    [InlineData(0.995, OptimizerKind.AdamW, 0)]
    [InlineData(0, OptimizerKind.AdamW, 0)]
    [InlineData(0.995, OptimizerKind.Muon, 0.2)]
    [InlineData(0, OptimizerKind.Muon, 0.2)]
    public async Task Train_StoppedAndResumed_EndsAsIfNeverStopped(double ema, OptimizerKind optimizer, double freezeOut)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with
        {
            Ema = ema, Dropout = 0.3, SyntheticPerEpoch = 200, NonDigitsPerEpoch = 100, Optimizer = optimizer, FreezeOut = freezeOut,
        };
        byte[] neverStopped = Weights(options, data);
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);

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
    public async Task Train_OneEpochOf10000_Reads96Percent()
    {
        await TinyMnist.LoadAsync();
        MnistData mnist = await Mnist.LoadAsync(
            new MnistOptions { Folder = HandwrittenDigits.Testing.RealData.Mnist },
            cancellationToken: TestContext.Current.CancellationToken);
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

        using TrainingResult pupil = new Trainer(TinyMnist.Options with { Teachers = folder.Path }).Train(AllZeros(data));

        pupil.Best.ValidationAccuracy.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public async Task Train_WithTwoTeachers_LearnsWhatEachSays()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        new Trainer(TinyMnist.Options).Train(data, RunFolder.Create(folder.Path, "digits")).Dispose();
        new Trainer(TinyMnist.Options).Train(AllZeros(data), RunFolder.Create(folder.Path, "zeros")).Dispose();

        using TrainingResult pupil = new Trainer(TinyMnist.Options with { Teachers = folder.Path }).Train(data);

        var classifier = DigitClassifier.FromModel(pupil.Model);
        double zero = Enumerable.Range(0, data.Validation.Count)
            .Where(image => data.Validation.Label(image) != 0)
            .Average(image => classifier.Classify(data.Validation.Image(image)).Probabilities[0]);
        zero.ShouldBeInRange(0.3, 0.7);
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
        TrainingOptions options =
            TinyMnist.Options with { LearningRate = 100, WeightDecay = 10, Schedule = LearningRateSchedule.Constant, WarmUp = 0 };

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

        using TrainingResult result =
            new Trainer(TinyMnist.Options with { Epochs = 2 }).Train(data, progress: new CallbackProgress(reports.Add));

        reports.Count.ShouldBe(2 * (15 + 1));
        reports.Select(report => (report.Epoch, report.Batch)).ShouldBe(reports.Select(report => (report.Epoch, report.Batch)).Order());
        reports[^1].Remaining.ShouldBe(TimeSpan.Zero);
        reports[^1].Completed.ShouldBe(result.Epochs[^1]);
    }

    private static TrainingData AllZeros(TrainingData data) =>
        data with { Train = new DigitDataset("mislabelled", data.Train.Pixels, new byte[data.Train.Count]) };

    private static byte[] Weights(TrainingOptions options, TrainingData data)
    {
        using TrainingResult result = new Trainer(options).Train(data);
        return NetworkBytes(result.Model);
    }

    private static byte[] NetworkBytes(DigitModel model) =>
        new SafetensorsFile(model.ToFile().Tensors, new Dictionary<string, string>()).ToBytes();
}
