using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    // One thread: the same weights twice need the same number, and the machine may have any.
    private static readonly string[] Small = ["--training-images", "700", "--batch-size", "50", "--threads", "1", "--seed", "7"];

    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Train_KilledAndResumed_EndsWithTheWeightsOfARunThatWasNeverStopped()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        string[] threeEpochs = ["train", .. Small, "--epochs", "3", "--json"];

        DigitsResult whole = await DigitsProcess.RunAsync([.. threeEpochs, "--runs", folder.At("whole")], cancellationToken: cancellation);
        await using (var digits = DigitsProcess.Start([.. threeEpochs, "--runs", folder.At("killed")]))
        {
            await digits.WaitForLineAsync("epoch 1/3", cancellation);
            digits.Kill();
            await digits.WaitForExitAsync(cancellation);
        }

        string killed = Directory.GetDirectories(folder.At("killed")).ShouldHaveSingleItem();
        File.Exists(Path.Combine(killed, "model.safetensors")).ShouldBeFalse("the run was to be killed before its end");
        DigitsResult resumed = await DigitsProcess.RunAsync(["train", "--resume", killed, "--json"], cancellationToken: cancellation);

        whole.ExitCode.ShouldBe(0, whole.ToString());
        resumed.ExitCode.ShouldBe(0, resumed.ToString());
        resumed.Error.ShouldNotContain("epoch 1/3");
        byte[] wholeModel = File.ReadAllBytes(ModelOf(whole));
        File.ReadAllBytes(ModelOf(resumed)).ShouldBe(wholeModel);
        resumed.Json().GetProperty("test").GetProperty("count").GetInt32().ShouldBe(10_000);
    }

    [Fact]
    public async Task Train_Interrupted_StopsCleanlyAndSaysHowToGoOn()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sends SIGINT");

        await using var digits = DigitsProcess.Start(["train", .. Small, "--epochs", "9000", "--runs", folder.Path, "--name", "stopped"]);
        await digits.WaitForLineAsync("epoch    1/9000", cancellation);
        digits.Interrupt();
        DigitsResult result = await digits.WaitForExitAsync(cancellation);

        result.ExitCode.ShouldBe(130, result.ToString());
        string run = Directory.GetDirectories(folder.Path).ShouldHaveSingleItem();
        run.ShouldEndWith("-stopped");
        result.Error.ShouldContain($"digits train --resume {run}");
        result.Error.ShouldNotContain("   at ");
        File.Exists(Path.Combine(run, "checkpoint.safetensors")).ShouldBeTrue();
        $"{result.Output}{result.Error}".ShouldNotContain('\e');
    }

    [Fact]
    public async Task Train_WithOtherOptionsOnResume_IsAUsageError()
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(["train", "--resume", folder.Path, "--batch-size", "64"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("--batch-size");
    }

    [Fact]
    public async Task Train_ResumeOfNoRun_SaysSo()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["train", "--resume", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(folder.Path);
        result.Error.ShouldContain("digits runs list");
    }

    [Fact]
    public async Task ShowConfig_WithFileAndOptions_LetsTheCommandLineWin()
    {
        await File.WriteAllTextAsync(
            folder.At("my.json"), """{ "epochs": 4, "seed": 5, "network": "wide", "augmentation": { "shear": 0.1 } }""", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(
            ["train", "--config", folder.At("my.json"), "--seed", "6", "--show-config"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement options = result.Json();
        options.GetProperty("epochs").GetInt32().ShouldBe(4);
        options.GetProperty("seed").GetInt32().ShouldBe(6);
        options.GetProperty("network").GetProperty("blocks")[0].GetProperty("channels").GetInt32().ShouldBe(32);
        options.GetProperty("augmentation").GetProperty("shear").GetDouble().ShouldBe(0.1);
        options.GetProperty("augmentation").GetProperty("rotationDegrees").GetDouble().ShouldBe(12);
    }

    [Fact]
    public async Task ShowConfig_WrittenToAFile_IsAConfigThatGivesTheSame()
    {
        DigitsResult shown = await DigitsProcess.RunAsync(
            ["train", "--no-augmentation", "--thickness", "0.2", "--show-config"], cancellationToken: cancellation);
        await File.WriteAllTextAsync(folder.At("my.json"), shown.Output, cancellation);

        DigitsResult again =
            await DigitsProcess.RunAsync(["train", "--config", folder.At("my.json"), "--show-config"], cancellationToken: cancellation);

        again.Output.ShouldBe(shown.Output, again.ToString());
        again.Json().GetProperty("augmentation").GetProperty("shear").GetDouble().ShouldBe(0);
        again.Json().GetProperty("augmentation").GetProperty("thickness").GetDouble().ShouldBe(0.2);
    }

    [Fact]
    public async Task Help_OfTrain_NamesEveryTrainingOption()
    {
        DigitsResult shown = await DigitsProcess.RunAsync(["train", "--show-config"], cancellationToken: cancellation);
        DigitsResult help = await DigitsProcess.RunAsync(["train", "--help"], cancellationToken: cancellation);

        IEnumerable<string> names = shown.Json().EnumerateObject()
            .SelectMany(option => option.Name == "augmentation"
                ? option.Value.EnumerateObject().Select(member => member.Name)
                : [option.Name]);
        foreach (string name in names)
        {
            help.Output.ShouldContain($"--{JsonNamingPolicy.KebabCaseLower.ConvertName(name)} ");
        }
    }

    [Theory]
    [InlineData("""{ "epoch": 4 }""", "epoch")]
    [InlineData("""{ "epochs": "many" }""", "'epochs'")]
    [InlineData("""{ "augmentation": { "shear": [] } }""", "'augmentation.shear'")]
    [InlineData("""{ "network": "huge" }""", "small, wide")]
    [InlineData("epochs = 4", "--show-config")]
    public async Task Config_ThatIsNone_SaysWhatIsWrong(string text, string expected)
    {
        await File.WriteAllTextAsync(folder.At("my.json"), text, cancellation);

        DigitsResult result =
            await DigitsProcess.RunAsync(["train", "--config", folder.At("my.json"), "--show-config"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected);
        result.Error.ShouldNotContain("System.");
    }

    [Fact]
    public async Task Config_FileThatIsNotThere_SaysHowToGetOne()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["train", "--config", folder.At("my.json")], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain($"There is no file of training options {folder.At("my.json")}");
        result.Error.ShouldContain("--show-config");
    }

    [Theory]
    [InlineData("--epochs", "0", "1 to 10,000")]
    [InlineData("--epochs", "many", "whole number")]
    [InlineData("--shear", "-1", "Shear")]
    [InlineData("--network", "huge", "small")]
    [InlineData("--validation", "1", "less than 1")]
    [InlineData("--training-images", "0", "at least 1")]
    public async Task Option_OutOfRange_IsAUsageErrorThatSaysTheRange(string option, string value, string expected)
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(["train", option, value, "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected);
        Directory.GetDirectories(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--device", "cuda", "There is no device 'cuda' here")]
    [InlineData("--teachers", "nowhere", "no complete run")]
    [InlineData("--batch-size", "60000", "lower the batch size")]
    public async Task Option_RefusedAfterTheDataAreRead_LeavesNoFolder(string option, string value, string expected)
    {
        Assert.SkipWhen(option == "--device" && File.Exists("/dev/nvidiactl"), "there is a CUDA device");

        DigitsResult result = await DigitsProcess.RunAsync(
            ["train", "--synthetic", "--training-images", "500", option, value, "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected);
        Directory.GetDirectories(folder.Path).ShouldBeEmpty();
    }

    private static string ModelOf(DigitsResult result) =>
        Path.Combine(result.Json().GetProperty("run").GetString().ShouldNotBeNull(), "model.safetensors");
}
