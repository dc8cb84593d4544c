using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Tests.Training.Sweeps;

[Collection(LibTorchCollection.Name)]
public sealed class SweepRunnerTests : IDisposable
{
    private const string Base = """
        "data": { "trainingImages": 300, "validation": 0.3333 },
        "base": {
          "epochs": 2, "batchSize": 32, "threads": 1,
          "network": { "blocks": [ { "channels": 4, "kernel": 5, "stride": 2 }, { "channels": 8, "pool": true } ] }
        }
        """;

    private readonly TemporaryFolder runs = new();

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task Run_AGridWithSeeds_ChoosesOnValidationAndReadsTheTestSetForTheWinnerAlone()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open($$"""{ {{Base}}, "grid": { "learningRate": [0.00001, 0.02] }, "seeds": [1, 2] }""");

        SweepStatus status = await RunAsync(folder, mnist);

        status.Tasks.ShouldAllBe(task => task.State == SweepTaskState.Complete);
        status.Winner.ShouldNotBeNull().Configuration.ShouldBe("learningRate=0.02");
        status.Winner.Seeds.ShouldBe(2);
        status.Tasks.Where(task => File.Exists(Path.Combine(folder.PathOf(task.Task), "report.json"))).Select(
            task => $"test/{task.Task.Name}")
            .ShouldBe([status.Winner.Run]);
        IReadOnlyList<RunSummary> read = RunCatalog.Read(runs.Path).Runs;
        read.Count.ShouldBe(4);
        read.Single(run => run.TestAccuracy is not null).Recorded["images.test"].ShouldContain("200");
        RunDifferences.Of(read).ShouldBe(["learningRate", "seed"]);
        RunGroup.Of(read).Select(group => group.Runs.Count).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Run_StoppedAndCalledAgain_DoesNothingTwiceAndEndsAsIfItHadNotBeenStopped()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open($$"""{ {{Base}}, "seeds": [1, 2] }""");
        using var stop = new CancellationTokenSource();
        var second = new CallbackProgress(progress => Stop(progress, folder, stop));

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(folder, mnist, second, cancellation: stop.Token));

        SweepStatus stopped = new SweepRunner(folder, new InProcessEngine(mnist)).Status();
        stopped.Tasks.Select(task => task.State).ShouldBe([SweepTaskState.Complete, SweepTaskState.Stopped]);
        DateTime model = File.GetLastWriteTimeUtc(Path.Combine(folder.PathOf(stopped.Tasks[0].Task), "model.safetensors"));
        SweepStatus done = await RunAsync(folder, mnist);
        done.Tasks.ShouldAllBe(task => task.State == SweepTaskState.Complete);
        File.GetLastWriteTimeUtc(Path.Combine(folder.PathOf(done.Tasks[0].Task), "model.safetensors")).ShouldBe(model);

        static void Stop(TrainingProgress progress, SweepFolder folder, CancellationTokenSource stop)
        {
            // In the second training's second epoch.
            if (progress.Epoch == 2 && folder.StatusOf(folder.Sweep.Tasks[0]).State == SweepTaskState.Complete)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task Run_ATrainingThatDiverges_TellsItGoesOnAndTriesAgainOnDemand()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open($$"""
            {
              {{Base}}, "list": [
                { "learningRate": 100, "warmUp": 0, "schedule": "constant", "epochs": 8, "weightDecay": 10 }, { "learningRate": 0.01 }
              ]
            }
            """);

        SweepStatus first = await RunAsync(folder, mnist);

        first.Tasks.Select(task => task.State).ShouldBe([SweepTaskState.Failed, SweepTaskState.Complete]);
        first.Tasks[0].Note.ShouldNotBeNull().ShouldContain("Lower the learning rate");
        first.Winner.ShouldNotBeNull();
        string failure = Path.Combine(folder.PathOf(first.Tasks[0].Task), "failure.json");
        DateTime noted = File.GetLastWriteTimeUtc(failure);

        await RunAsync(folder, mnist);
        File.GetLastWriteTimeUtc(failure).ShouldBe(noted, "a failed training is not tried again by itself");
        await RunAsync(folder, mnist, retryFailed: true);
        File.GetLastWriteTimeUtc(failure).ShouldBeGreaterThan(noted);
    }

    [Fact]
    public async Task Run_WithHalving_GivesUpTheConfigurationThatIsBehind()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder =
            Open($$"""{ {{Base}}, "grid": { "learningRate": [0.00001, 0.02] }, "halving": { "epochs": 1, "factor": 2 } }""");

        SweepStatus status = await RunAsync(folder, mnist);

        status.Tasks.Select(task => (task.State, task.Run!.Epochs.Count)).ShouldBe(
            [(SweepTaskState.GivenUp, 1), (SweepTaskState.Complete, 2)]);
        status.Winner.ShouldNotBeNull().Configuration.ShouldBe("learningRate=0.02");
    }

    [Fact]
    public async Task Run_OverNetworksOfOnesOwn_TrainsThemAndTheRunsTellWhichTheyWere()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open(
            """
            {
              "data": { "trainingImages": 300, "validation": 0.3333 }, "base": { "epochs": 1, "batchSize": 32, "threads": 1 },
              "networks": {
                "linear": {
                  "layers": [ { "kind": "flatten", "name": "0" }, { "kind": "linear", "name": "1", "in": 784, "out": 10, "bias": true } ]
                },
                "narrow": {
                  "layers": [
                    { "kind": "flatten", "name": "0" }, { "kind": "linear", "name": "1", "in": 784, "out": 4, "bias": true },
                    { "kind": "linear", "name": "2", "in": 4, "out": 10, "bias": true } ]
                }
              },
              "grid": { "network": ["linear", "narrow"] }, "seeds": [1, 2]
            }
            """);

        SweepStatus status = await RunAsync(folder, mnist);

        status.Tasks.ShouldAllBe(task => task.State == SweepTaskState.Complete);
        status.Winner.ShouldNotBeNull().Configuration.ShouldBe("network=linear");
        IReadOnlyList<RunSummary> read = RunCatalog.Read(runs.Path).Runs;
        RunDifferences.Of(read).ShouldBe(["network", "seed"]);
        RunGroup.Of(read).Select(group => group.Runs.Count).ShouldBe([2, 2]);
        read.Select(run => run.Recorded["network"].Split(" parameters")[0]).Distinct().Order()
            .ShouldBe(["Sequential, 3,190", "Sequential, 7,850"]);
        read.Select(run => run.Best!.TrainLoss).Distinct().Count().ShouldBe(4, "each seed begins with other weights");
    }

    [Fact]
    public async Task Run_OntoADiskThatCannotBeWrittenTo_SaysSoAndLeavesTheRestForLater()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open($$"""{ {{Base}}, "seeds": [1, 2] }""");
        string first = folder.PathOf(folder.Sweep.Tasks[0]);
        Directory.CreateDirectory(folder.FullPath);
        await File.WriteAllTextAsync(first, "a file, where the run's folder is to be", TestContext.Current.CancellationToken);

        SweepException told = await Should.ThrowAsync<SweepException>(() => RunAsync(folder, mnist));
        File.Delete(first);
        SweepStatus status = await RunAsync(folder, mnist);

        told.Message.ShouldContain("can't be written to, so the sweep was stopped");
        status.Tasks.ShouldAllBe(task => task.State == SweepTaskState.Complete);
    }

    [Fact]
    public async Task Run_InAFolderThatAnotherSweepHolds_IsRefused()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open("""{ "seeds": [1] }""");
        using IDisposable other = folder.Lock();

        (await Should.ThrowAsync<SweepException>(() => RunAsync(folder, mnist))).Message.ShouldContain("Another process runs a sweep");
    }

    [Fact]
    public async Task Run_WithAHalfDeletedRun_TellsItAndStartsAnewOnDemand()
    {
        MnistData mnist = await LoadAsync();
        SweepFolder folder = Open($$"""{ {{Base}}, "seeds": [1] }""");
        await RunAsync(folder, mnist);
        string run = folder.PathOf(folder.Sweep.Tasks[0]);
        File.Delete(Path.Combine(run, "options.json"));

        SweepStatus told = await RunAsync(folder, mnist);
        SweepStatus again = await RunAsync(folder, mnist, retryFailed: true);

        told.Tasks[0].State.ShouldBe(SweepTaskState.Failed);
        told.Tasks[0].Note.ShouldNotBeNull().ShouldContain("half-way");
        again.Tasks[0].State.ShouldBe(SweepTaskState.Complete);
        Directory.GetDirectories(folder.FullPath, ".damaged-*").ShouldHaveSingleItem();
    }

    [Fact]
    public void Hold_FolderThatCannotBeWrittenTo_SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a folder that nobody can write to: /proc");

        Should.Throw<SweepException>(() => SweepFolder.Open(SweepDefinition.Parse("""{ "seeds": [1] }""", "test"), "/proc").Lock())
            .Message.ShouldContain("can't be written to");
    }

    private static async Task<MnistData> LoadAsync()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        MnistData mnist = await Mnist.LoadAsync(new MnistOptions { Folder = RealData.Mnist });
        return mnist with { Test = mnist.Test.Take(200) };
    }

    private static Task<SweepStatus> RunAsync(
        SweepFolder folder, MnistData mnist, IProgress<TrainingProgress>? progress = null, bool retryFailed = false,
        CancellationToken cancellation = default) =>
        new SweepRunner(folder, new InProcessEngine(mnist, progress)).RunAsync(
            _ => Task.FromResult(mnist), retryFailed, cancellation: cancellation);

    private SweepFolder Open(string text) => SweepFolder.Open(SweepDefinition.Parse(text, "test"), runs.Path);

    private sealed class CallbackProgress(Action<TrainingProgress> callback) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => callback(value);
    }
}
