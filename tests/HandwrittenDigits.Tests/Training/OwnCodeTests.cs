using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Training;

/// <summary>Loss, augmentation, optimiser and length of a run by the caller's choice.</summary>
[Collection(LibTorchCollection.Name)]
public sealed class OwnCodeTests
{
    [Theory]
    [InlineData(OptimizerKind.AdamW, 0.01)]
    [InlineData(OptimizerKind.Adam, 0.01)]
    [InlineData(OptimizerKind.Sgd, 0.05)]
    [InlineData(OptimizerKind.Adadelta, 1)]
    [InlineData(OptimizerKind.Muon, 0.01)]
    public async Task Train_EachOptimizer_LearnsAndResumesExactly(OptimizerKind optimizer, double learningRate)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with
        {
            Optimizer = optimizer, LearningRate = learningRate, Nesterov = optimizer == OptimizerKind.Sgd,
            Schedule = LearningRateSchedule.Constant, WarmUp = 0,
        };
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        new Trainer(options with { Epochs = 2 }).Train(data, run).Dispose();

        using TrainingResult prolonged = new Trainer(options with { Epochs = 3 }).Train(data, run);
        using TrainingResult atOnce = new Trainer(options with { Epochs = 3 }).Train(data);

        prolonged.Epochs.Select(epoch => epoch.TrainLoss).ShouldBe(atOnce.Epochs.Select(epoch => epoch.TrainLoss));
        prolonged.Best.ValidationAccuracy.ShouldBeGreaterThan(0.7);
        run.ReadOptions().Epochs.ShouldBe(3);
    }

    [Fact]
    public async Task Train_MoreEpochsThanTheScheduleAllows_SaysWhichWould()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data, run).Dispose();

        Should.Throw<RunFolderException>(() => new Trainer(TinyMnist.Options with { Epochs = 2 }).Train(data, run)).Message.ShouldContain(
            "Constant, WarmUp 0");
        run.ReadOptions().Epochs.ShouldBe(1);
    }

    [Fact]
    public async Task Train_MoreEpochsAfterBlocksHaveStopped_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        TrainingOptions options =
            TinyMnist.Options with { Epochs = 1, Schedule = LearningRateSchedule.Constant, WarmUp = 0, FreezeOut = 0.5 };
        new Trainer(options).Train(data, run).Dispose();

        Should.Throw<RunFolderException>(() => new Trainer(options with { Epochs = 2 }).Train(data, run))
            .Message.ShouldContain("FreezeOut 0");
    }

    [Fact]
    public async Task Train_LossOfOnesOwn_IsWhatIsMinimisedAndMeasured()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        var trainer = new Trainer(TinyMnist.Options with { Epochs = 5 })
        {
            Loss = (logits, targets) => functional.mse_loss(functional.softmax(logits, 1), targets),
        };

        using TrainingResult result = trainer.Train(data);

        // The mean square of ten differences of probabilities: a tenth at most, however wrong.
        result.Epochs[0].ValidationLoss.ShouldBeInRange(0.001, 0.1);
        result.Epochs[^1].TrainLoss.ShouldBeLessThan(result.Epochs[0].TrainLoss);
        result.Best.ValidationAccuracy.ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public async Task Train_LossThatIsNoNumber_SaysWhatIsExpected()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        var trainer = new Trainer(TinyMnist.Options) { Loss = (logits, targets) => logits - targets };

        Should.Throw<ArgumentException>(() => trainer.Train(data)).Message.ShouldContain("one number");
    }

    [Fact]
    public async Task Train_AugmentationOfOnesOwn_IsWhatTheNetworkSees()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        TrainingOptions options = TinyMnist.Options with { Augmentation = AugmentationOptions.None, Epochs = 1 };
        var blank = new Trainer(options) { Augment = (images, _) => zeros_like(images) };

        using TrainingResult result = blank.Train(data);

        result.Best.ValidationAccuracy.ShouldBeLessThan(0.4);
        Should.Throw<ArgumentException>(() => new Trainer(options) { Augment = (images, _) => images[0] }.Train(data))
            .Message.ShouldContain("keep both");
    }

    [Fact]
    public async Task Train_StoppedAfterAnEpoch_IsCompleteWithTheBestSoFar()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);

        using TrainingResult result = new Trainer(TinyMnist.Options) { StopAfter = epoch => epoch.Epoch == 2 }.Train(data, run);

        result.Epochs.Count.ShouldBe(2);
        run.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Train_ResumedWithoutTheLoss_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        TrainingOptions options = TinyMnist.Options with { Epochs = 1 };
        new Trainer(options) { Loss = (logits, targets) => functional.mse_loss(logits, targets) }.Train(data, run).Dispose();

        Should.Throw<RunFolderException>(() => new Trainer(options).Train(data, run)).Message.ShouldContain("loss");
    }

    [Fact]
    public void Deserialize_OptionsFromBeforeThereWasAChoice_HaveTheFormerOptimizer()
    {
        const string Before =
            """{"network":{"blocks":[{"channels":24,"kernel":5,"stride":2,"pool":false,"padding":2}]},"epochs":1,"learningRate":0.01}""";

        TrainingOptions options = TrainingJson.Deserialize<TrainingOptions>(Before);

        options.Optimizer.ShouldBe(OptimizerKind.AdamW);
        options.Network!.Blocks.ShouldHaveSingleItem().Channels.ShouldBe(24);
    }
}
