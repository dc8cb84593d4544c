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
        DigitsResult result =
            await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.Path, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("runs").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task List_WithADamagedRun_StillShowsTheOthers()
    {
        await WriteRunAsync("good", 0.97);
        await WriteRunAsync("damaged", 0.98);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "damaged", "metrics.jsonl"), "{", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("good");
        result.Output.ShouldContain("97.00 %");
        result.Output.ShouldContain("To go on with good: digits train --resume");
        result.Output.ShouldNotContain("98.00 %");
        result.Error.ShouldContain("damaged");
        result.Output.ShouldNotContain('\e');
    }

    [Fact]
    public async Task Compare_TwoRuns_ShowsTheBetterFirstAndWhatDiffers()
    {
        await WriteRunAsync("first", 0.97, "--seed", "1");
        await WriteRunAsync("second", 0.98, "--seed", "2", "--network", "wide");

        DigitsResult result = await DigitsProcess.RunAsync(
            ["runs", "compare", "first", "second", "--runs", folder.Path, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("differing").EnumerateArray().Select(name => name.GetString()).ShouldBe(["network", "seed"]);
        result.Json().GetProperty("runs")[0].GetProperty("name").GetString().ShouldBe("second");
        result.Json().GetProperty("runs")[0].GetProperty("options").GetProperty("network").GetString().ShouldBe("wide");
    }

    [Fact]
    public async Task List_FilteredAndSorted_ShowsTheBestOfThose()
    {
        await WriteRunAsync("a", 0.97, "--network", "wide");
        await WriteRunAsync("b", 0.99);
        await WriteRunAsync("c", 0.96);
        await WriteRunAsync("d", 0.98);

        DigitsResult result = await DigitsProcess.RunAsync(
            [
                "runs", "list", "--where", "network=small", "--where", "validation>=97%", "--sort", "validation", "--descending",
                "--runs", folder.Path, "--json",
            ],
            cancellationToken: cancellation);

        Names(result).ShouldBe(["b", "d"]);
    }

    [Theory]
    [InlineData("--where", "learnigRate=1", "learningRate")]
    [InlineData("--where", "wide", "no condition")]
    [InlineData("--sort", "size", "validation")]
    [InlineData("--limit", "0", "at least 1")]
    public async Task List_ByWhatRunsDoNotHave_SaysWhatTheyHave(string option, string value, string expected)
    {
        await WriteRunAsync("a", 0.97);

        DigitsResult result =
            await DigitsProcess.RunAsync(["runs", "list", option, value, "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task List_RunThatGrewSinceItWasRead_IsReadAgain()
    {
        await WriteRunAsync("a", 0.97);
        await WriteRunAsync("b", 0.96);
        DigitsResult first =
            await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.Path, "--json"], cancellationToken: cancellation);
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "a", "metrics.jsonl"), Metrics(2, 0.985), cancellation);
        Directory.Delete(Path.Combine(folder.Path, "b"), recursive: true);

        DigitsResult second =
            await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.Path, "--json"], cancellationToken: cancellation);

        Names(first).ShouldBe(["a", "b"]);
        Names(second).ShouldBe(["a"]);
        second.Json().GetProperty("runs")[0].GetProperty("validationAccuracy").GetDouble().ShouldBe(0.985);
    }

    [Fact]
    public async Task List_HalfDeletedRun_IsToldAndCanBeDeleted()
    {
        await WriteRunAsync("whole", 0.97);
        await WriteRunAsync("half", 0.97);
        File.Delete(Path.Combine(folder.Path, "half", "options.json"));

        DigitsResult list = await DigitsProcess.RunAsync(["runs", "list", "--runs", folder.Path], cancellationToken: cancellation);
        DigitsResult delete =
            await DigitsProcess.RunAsync(["runs", "delete", "half", "--yes", "--runs", folder.Path], cancellationToken: cancellation);

        list.ExitCode.ShouldBe(0, list.ToString());
        list.Output.ShouldContain("whole");
        list.Error.ShouldContain("digits runs delete half");
        delete.ExitCode.ShouldBe(0, delete.ToString());
        Directory.GetDirectories(folder.Path).Select(Path.GetFileName).ShouldBe(["whole"]);
    }

    [Fact]
    public async Task Delete_WithNobodyToAsk_DeletesNothing()
    {
        await WriteRunAsync("a", 0.97);

        DigitsResult result = await DigitsProcess.RunAsync(["runs", "delete", "a", "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("--yes");
        File.Exists(Path.Combine(folder.Path, "a", "options.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Delete_FolderThatIsNoRun_IsRefused()
    {
        Directory.CreateDirectory(folder.At("photos"));
        await File.WriteAllTextAsync(Path.Combine(folder.At("photos"), "me.png"), "mine", cancellation);

        DigitsResult result =
            await DigitsProcess.RunAsync(["runs", "delete", "photos", "--yes", "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        File.Exists(Path.Combine(folder.At("photos"), "me.png")).ShouldBeTrue();
    }

    [Fact]
    public async Task Show_OneRun_HasItsEpochsAndAllThatIsRecorded()
    {
        await WriteRunAsync("a", 0.97, "--shear", "0.125");

        DigitsResult result = await DigitsProcess.RunAsync(["runs", "show", "a", "--runs", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("97.00 %");
        result.Output.ShouldMatch(@"augmentation\.shear\s+0\.125");
    }

    [Fact]
    public async Task Export_AsCsv_HasARowARunAndQuotesCommas()
    {
        await WriteRunAsync("a,b", 0.97);
        await WriteRunAsync("c", 0.98);

        DigitsResult result = await DigitsProcess.RunAsync(["runs", "export", "--runs", folder.Path], cancellationToken: cancellation);

        string[] lines = result.Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3, result.ToString());
        lines[0].ShouldStartWith("name,state,started");
        lines[1].ShouldStartWith("\"a,b\",stopped,");
        lines[2].Split(',').Length.ShouldBe(lines[0].Split(',').Length);
    }

    [Fact]
    public async Task Compare_RunsThatLearnedFromOtherData_SaysSo()
    {
        await WriteRunAsync("a", 0.97);
        await WriteRunAsync("b", 0.98);
        await WriteInfoAsync("a", "MNIST", "1111111111111111", threads: 1);
        await WriteInfoAsync("b", "MNIST", "2222222222222222", threads: 2);

        DigitsResult result =
            await DigitsProcess.RunAsync(["runs", "compare", "--runs", folder.Path, "--json"], cancellationToken: cancellation);

        result.Json().GetProperty("differing").EnumerateArray().Select(name => name.GetString())
            .ShouldBe(["images.train", "images.validation", "threads.used"]);
        result.Json().GetProperty("warnings")[0].GetString()!.ShouldContain("validated on different images");
    }

    [Fact]
    public async Task Compare_AnUnknownRun_SaysSo()
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(["runs", "compare", "nothing", "--runs", folder.Path], cancellationToken: cancellation);

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

        string[] lines = await DigitsTerminal.RunAsync(columns, ["runs", "compare", "--runs", folder.Path], cancellation);

        lines.ShouldAllBe(line => line.Length <= columns);
        string shown = string.Join('\n', lines);
        names.ShouldAllBe(name => shown.Contains(name, StringComparison.Ordinal));
        new[] { "97.00 %", "rotationDegrees", "syntheticPerEpoch", "batchSize" }.ShouldAllBe(
            word => shown.Contains(word, StringComparison.Ordinal));
    }

    private async Task WriteRunAsync(string name, double accuracy, params string[] options)
    {
        string run = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(run);
        DigitsResult config = await DigitsProcess.RunAsync(["train", .. options, "--show-config"], cancellationToken: cancellation);
        await File.WriteAllTextAsync(Path.Combine(run, "options.json"), config.Output, cancellation);
        await File.WriteAllTextAsync(Path.Combine(run, "metrics.jsonl"), Metrics(1, accuracy), cancellation);
    }

    private Task WriteInfoAsync(string name, string data, string hash, int threads) => File.WriteAllTextAsync(
        Path.Combine(folder.Path, name, "run.json"),
        $$"""
        {"started":"2026-01-31T12:00:00+00:00","version":"1.0.0","system":"Linux","threads":{{threads}},"data":[
        {"role":"train","name":"{{data}}","count":100,"sha256":"{{hash}}"},
        {"role":"validation","name":"{{data}}","count":10,"sha256":"{{hash}}"}]}
        """,
        cancellation);

    private static string Metrics(int epoch, double accuracy) =>
        $$"""{"epoch":{{epoch}},"trainLoss":0.5,"validationLoss":0.1,"validationAccuracy":{{accuracy}}"""
        + ""","learningRate":0.01,"seconds":12.5,"imagesPerSecond":900}""" + "\n";

    private static IEnumerable<string?> Names(DigitsResult result) =>
        result.Json().GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString());
}
