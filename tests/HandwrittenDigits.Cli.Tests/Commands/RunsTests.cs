using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class RunsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task List_OfNoRuns_IsNoFailure()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.FullPath, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("runs").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task List_WithADamagedRun_StillShowsTheOthers()
    {
        await WriteRunAsync("good", 0.97);
        await WriteRunAsync("damaged", 0.98);
        await File.WriteAllTextAsync(Path.Combine(folder.FullPath, "damaged", "metrics.jsonl"), "{", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.FullPath], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("good");
        result.Output.ShouldContain("97.00 %");
        result.Output.ShouldContain("digits train --resume");
        result.Output.ShouldNotContain("98.00 %");
        result.Error.ShouldContain("damaged");
        result.Output.ShouldNotContain('\e');
    }

    [Fact]
    public async Task Compare_TwoRuns_ShowsTheBetterFirstAndWhatDiffers()
    {
        await WriteRunAsync("first", 0.97, "--seed", "1");
        await WriteRunAsync("second", 0.98, "--seed", "2", "--network", "wide");

        DigitsResult result = await DigitsProcess.RunAsync(["runs", "compare", "first", "second", "--runs", folder.FullPath, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("differing").EnumerateArray().Select(name => name.GetString()).ShouldBe(["network", "seed"]);
        result.Json().GetProperty("runs")[0].GetProperty("name").GetString().ShouldBe("second");
        result.Json().GetProperty("runs")[0].GetProperty("options").GetProperty("network").GetString().ShouldBe("wide");
    }

    [Fact]
    public async Task Compare_AnUnknownRun_SaysSo()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["runs", "compare", "nothing", "--runs", folder.FullPath], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("nothing");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public async Task Compare_EightRunsInANarrowTerminal_KeepsEveryNameInOnePieceAndFits(int columns)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the command 'script' of util-linux");
        string[] options = ["--seed", "--epochs", "--batch-size", "--synthetic-per-epoch", "--non-digits-per-epoch", "--threads"];
        string[] names = [.. Enumerable.Range(1, 8).Select(i => $"20260131-23595{i}-some-name{i}")];
        await Task.WhenAll(names.Select((name, i) =>
            WriteRunAsync(name, 0.9 + (i * 0.01), [options[i % options.Length], $"{i + 3}", "--rotation-degrees", $"{i}"])));

        string[] lines = await DigitsTerminal.RunAsync(columns, ["runs", "compare", "--runs", folder.FullPath], cancellation);

        lines.ShouldAllBe(line => line.Length <= columns);
        string shown = string.Join('\n', lines);
        names.ShouldAllBe(name => shown.Contains(name, StringComparison.Ordinal));
        new[] { "97.00 %", "rotationDegrees", "syntheticPerEpoch", "batchSize" }.ShouldAllBe(word => shown.Contains(word, StringComparison.Ordinal));
    }

    private async Task WriteRunAsync(string name, double accuracy, params string[] options)
    {
        string run = Path.Combine(folder.FullPath, name);
        Directory.CreateDirectory(run);
        DigitsResult config = await DigitsProcess.RunAsync(["train", .. options, "--show-config"], cancellationToken: cancellation);
        await File.WriteAllTextAsync(Path.Combine(run, "options.json"), config.Output, cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(run, "metrics.jsonl"),
            $$"""{"epoch":1,"trainLoss":0.5,"validationLoss":0.1,"validationAccuracy":{{accuracy}},"learningRate":0.01,"seconds":12.5,"imagesPerSecond":900}""" + "\n",
            cancellation);
    }
}
