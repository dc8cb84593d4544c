using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Monitoring;
using HandwrittenDigits.Training;
using static TorchSharp.torch;

namespace HandwrittenDigits.Notebooks.Tests.Monitoring;

[Collection(LibTorchCollection.Name)]
public sealed class MonitoredRunTests : IDisposable
{
    private static readonly DigitDataset Digits = SyntheticDigits.Dataset(256, seed: 3);
    private static readonly TrainingData Data = new(Digits.Take(192), Digits.Subset([.. Enumerable.Range(192, 64)]));
    private static readonly TrainingOptions Options = new()
    {
        Network = new DigitCnnOptions { Blocks = [new(4, Kernel: 5, Stride: 2), new(8, Pool: true)] },
        Epochs = 2,
        BatchSize = 32,
        Threads = 1,
        Augmentation = AugmentationOptions.None,
    };

    private readonly string runs = Directory.CreateTempSubdirectory("runs-").FullName;

    public void Dispose() => Directory.Delete(runs, recursive: true);

    [Fact]
    public void Resume_RunInterruptedAfterAnEpoch_EndsWithTheWeightsOfOneThatWasNot()
    {
        var whole = MonitoredRun.Start(runs, "whole", Options, Data);
        var stopped = MonitoredRun.Start(runs, "stopped", Options, Data, interruptAfter: 1);

        stopped.IsComplete.ShouldBeFalse();
        stopped.Model.ShouldBeNull();
        stopped.Epochs.Count.ShouldBe(1);
        stopped.ToPlainText().ShouldContain("stopped after 1 of 2 epochs");

        stopped.Resume(Data);

        stopped.IsComplete.ShouldBeTrue();
        stopped.Epochs.Select(epoch => epoch.TrainLoss).ShouldBe(whole.Epochs.Select(epoch => epoch.TrainLoss));
        foreach ((Tensor before, Tensor after) in whole.Model!.Network.parameters().Zip(stopped.Model!.Network.parameters()))
        {
            before.Equals(after).ShouldBeTrue();
        }
    }

    [Fact]
    public void Start_CellInterruptedInTheMiddle_StopsAndSaysHowToGoOn()
    {
        List<string> shown = [];
        using var interrupt = new CancellationTokenSource();
        var host = new RecordingHost(shown, interrupt: interrupt.Token);
        interrupt.Cancel();

        var run = MonitoredRun.Start(runs, "middle", new Trainer(Options), Data, interruptAfter: null, TimeProvider.System, host);

        run.IsComplete.ShouldBeFalse();
        shown[^1].ShouldContain("Interrupted");
        shown[^1].ShouldContain($"{run.Folder.Name}&quot;, data) goes on from there");
    }

    [Fact]
    public void Start_WhileItTrains_LeavesThePoolsThreadsToTheHost()
    {
        List<bool> onThePool = [];
        var host = new RecordingHost([], beforeUpdate: () => onThePool.Add(Thread.CurrentThread.IsThreadPoolThread));

        MonitoredRun.Start(runs, "apart", new Trainer(Options), Data, interruptAfter: null, TimeProvider.System, host);

        // The last is what the run came to, shown by the cell's own thread.
        onThePool.SkipLast(1).ShouldNotBeEmpty();
        onThePool.SkipLast(1).ShouldAllBe(used => !used);
    }

    [Fact]
    public void Resume_FolderOfAnEarlierSession_GoesOnThere()
    {
        var stopped = MonitoredRun.Start(runs, "earlier", Options, Data, interruptAfter: 1);

        MonitoredRun.Resume(stopped.Folder.FullPath, Data).Epochs.Count.ShouldBe(2);
    }

    [Fact]
    public void Resume_RunOfAnEarlierSession_ChartsItsEpochsTooAndSaysWhatFollowsTheLast()
    {
        var stopped = MonitoredRun.Start(runs, "charted", Options, Data, interruptAfter: 1);
        List<string> shown = [];

        MonitoredRun.Resume(stopped.Folder.FullPath, Data, network: null, new RecordingHost(shown));

        shown.ShouldAllBe(html => html.Contains("Epoch 1: "));
        shown[^1].ShouldContain("Epoch 2: ");
        shown[^2].ShouldContain("reading the images once more");
    }

    [Fact]
    public void Table_RunsWithOneOptionChanged_NamesThatOption()
    {
        var first = MonitoredRun.Start(runs, "first", Options with { Epochs = 1 }, Data);
        var slow = MonitoredRun.Start(runs, "slow", Options with { Epochs = 1, LearningRate = 0.001 }, Data);

        TableOutput table = RunComparison.Table(first, slow);

        table.Rows.Select(row => (row[0], row[1])).ShouldBe([("first", "–"), ("slow", "LearningRate 0.001")]);
        RunComparison.Chart(first, slow).Table.Rows.Select(row => row[0]).ShouldBe(["first", "slow"]);
    }

    [Fact]
    public void Contents_CompleteRun_ExplainsEveryFile()
    {
        var run = MonitoredRun.Start(runs, "explained", Options with { Epochs = 1 }, Data);

        RunContents.Of(run).Rows.ShouldAllBe(row => row[2].Length > 0);
    }
}
