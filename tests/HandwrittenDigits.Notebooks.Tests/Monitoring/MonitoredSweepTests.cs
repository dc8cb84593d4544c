using HandwrittenDigits.Data;
using HandwrittenDigits.Notebooks.Monitoring;
using HandwrittenDigits.Training.Runs;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Notebooks.Tests.Monitoring;

[Collection(LibTorchCollection.Name)]
public sealed class MonitoredSweepTests : IDisposable
{
    private const string Sweep = """
        {
          "data": { "trainingImages": 192, "validation": 0.25 },
          "base": {
            "epochs": 2, "batchSize": 32, "threads": 1,
            "network": { "blocks": [ { "channels": 4, "kernel": 5, "stride": 2 }, { "channels": 8, "pool": true } ] }
          },
          "grid": { "learningRate": [0.00001, 0.02] }, "seeds": [1, 2]
        }
        """;

    private static readonly DigitDataset Digits = SyntheticDigits.Dataset(256, seed: 3);
    private static readonly MnistData Mnist = new(Digits, Digits.Take(64), MnistSource.Synthetic, null, [], []);

    private readonly string runs = Directory.CreateTempSubdirectory("sweeps-").FullName;

    public void Dispose() => Directory.Delete(runs, recursive: true);

    [Fact]
    public void Run_ASweep_ShowsItLiveAndItsRunsCompare()
    {
        List<string> shown = [];

        var sweep = MonitoredSweep.Run(runs, "rates", Sweep, Mnist, retryFailed: false, new RecordingHost(shown));

        sweep.Status.Tasks.ShouldAllBe(task => task.State == SweepTaskState.Complete);
        shown[0].ShouldContain("0 of 4 trainings are complete");
        shown[^1].ShouldContain("4 of 4 trainings are complete");
        sweep.ToPlainText().ShouldContain("alone has read the test set");
        RunComparison.Table(sweep.Runs).Rows.Count.ShouldBe(4);
        RunComparison.Curves(sweep.Runs).Description.ShouldContain("learningRate=0.02 (2 runs)");
        RunComparison.Losses(sweep.Runs).ToHtml().ShouldContain("training");
        RunComparison.Options(sweep.Runs).ToHtml().ShouldContain("parcoords");
        RunSummary winner = sweep.Runs.Single(run => run.TestAccuracy is not null);
        RunComparison.Confusions(winner, winner).ToHtml().ShouldContain("heatmap");
        Should.Throw<ArgumentException>(() => RunComparison.Confusions(winner, sweep.Runs.First(run => run.TestAccuracy is null)))
            .Message.ShouldContain("only the winner");
    }

    [Fact]
    public void Run_InterruptedAndRunAgain_GoesOn()
    {
        List<string> shown = [];
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();

        var stopped = MonitoredSweep.Run(
            runs, "rates", Sweep, Mnist, retryFailed: false, new RecordingHost(shown, interrupt: interrupt.Token));
        var done = MonitoredSweep.Run(runs, "rates", Sweep, Mnist, retryFailed: false, new RecordingHost(shown));

        stopped.ToPlainText().ShouldContain("Run the cell again");
        done.Status.Winner.ShouldNotBeNull();
    }
}
