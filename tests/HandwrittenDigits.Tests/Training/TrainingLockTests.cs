using HandwrittenDigits.Training;

namespace HandwrittenDigits.Tests.Training;

[Collection(LibTorchCollection.Name)]
public sealed class TrainingLockTests
{
    [Fact]
    public async Task Train_WhileAnotherTrains_IsRefusedAndTheFirstGoesOn()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        var refusals = new List<TrainingBusyException>();
        var second = new CallbackProgress(_ => refusals.Add(Should.Throw<TrainingBusyException>(
            () => Task.Run(() => new Trainer(TinyMnist.Options).Train(data)).GetAwaiter().GetResult())));

        using TrainingResult first = new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data, progress: second);

        first.Best.ValidationAccuracy.ShouldBeGreaterThan(0.3);
        refusals.Count.ShouldBeGreaterThan(10);
        refusals[0].Message.ShouldContain("one after the other");
    }

    [Fact]
    public async Task Train_TwoThreadsManyTimes_EachIsTrainedOrRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var together = new Barrier(2);
        bool TrainOnce()
        {
            together.SignalAndWait();
            try
            {
                new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data).Dispose();
                return true;
            }
            catch (TrainingBusyException)
            {
                return false;
            }
        }

        for (int round = 0; round < 4; round++)
        {
            Task<bool> RunAsync() => Task.Factory.StartNew(
                TrainOnce, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            bool[] trained = await Task.WhenAll(RunAsync(), RunAsync());

            trained.ShouldContain(true);
        }
    }
}
