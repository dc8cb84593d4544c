using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class SweepTests : IDisposable
{
    /// <summary>A part of a sweep's file: 300 images and a network small enough to learn from them in a second.</summary>
    internal const string Small = """
        "data": { "trainingImages": 300, "validation": 0.3333 },
        "base": {
          "epochs": 2, "batchSize": 32,
          "network": { "blocks": [ { "channels": 4, "kernel": 5, "stride": 2 }, { "channels": 8, "pool": true } ] }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sweep_InterruptedAndCalledAgain_IsDoneOnceAndHasAWinner()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sends SIGINT");
        string[] command =
            await WriteAsync($$"""{ {{Small}}, "grid": { "learningRate": [0.00001, 0.02] }, "seeds": [1, 2], "parallel": 2 }""");

        await using var digits = DigitsProcess.Start(command);
        await digits.WaitForLineAsync("complete", cancellation);
        digits.Interrupt();
        DigitsResult stopped = await digits.WaitForExitAsync(cancellation);
        string[] before = Models();
        DigitsResult done = await DigitsProcess.RunAsync([.. command, "--json"], cancellationToken: cancellation);
        DigitsResult list = await DigitsProcess.RunAsync(
            ["runs", "list", "--runs", folder.Path, "--where", "state=complete", "--json"], cancellationToken: cancellation);

        stopped.ExitCode.ShouldBe(130, stopped.ToString());
        stopped.Error.ShouldContain("To go on: digits sweep");
        done.ExitCode.ShouldBe(0, done.ToString());
        done.Json().GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("state").GetString()).ShouldBe(
            Enumerable.Repeat("complete", 4));
        done.Json().GetProperty("winner").GetProperty("configuration").GetString().ShouldBe("learningRate=0.02");
        done.Json().GetProperty("winner").GetProperty("testCount").GetInt32().ShouldBe(10_000);
        before.ShouldNotBeEmpty();
        before.ShouldBeSubsetOf(Models(), "what was complete is not done again");
        JsonElement[] runs = [.. list.Json().GetProperty("runs").EnumerateArray()];
        runs.Length.ShouldBe(4);
        runs.Count(run => run.GetProperty("testAccuracy").ValueKind == JsonValueKind.Number).ShouldBe(1);

        // Path and time of each.
        string[] Models() =>
        [
            .. Directory.GetFiles(folder.Path, "model.safetensors", SearchOption.AllDirectories)
                .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}"),
        ];
    }

    [Fact]
    public async Task Sweep_WhoseTrainingIsKilled_SaysSoAndHowToTryAgain()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the process in /proc");
        string[] command = await WriteAsync($$"""{ {{Small}}, "list": [ { "epochs": 9000 } ] }""");

        await using var digits = DigitsProcess.Start(command);
        await digits.WaitForLineAsync("running", cancellation);
        KillTraining();
        DigitsResult result = await digits.WaitForExitAsync(cancellation);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Output.ShouldContain("signal 9");
        result.Output.ShouldContain("--retry-failed");
    }

    [Theory]
    [InlineData("""{ "grid": { "learnigRate": [1] } }""", 2, "'learnigRate' is no option of training")]
    [InlineData("{", 2, "my.json")]
    [InlineData("""{ "seeds": [1] }""", 2, "1 to 1", "--task", "2")]
    [InlineData("""{ "seeds": [1] }""", 2, "Ctrl-C", "--cancel")]
    public async Task Sweep_ThatIsNone_SaysWhatIsWrong(string text, int exitCode, string expected, params string[] options)
    {
        string[] command = await WriteAsync(text);

        DigitsResult result = await DigitsProcess.RunAsync([.. command, .. options], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(exitCode, result.ToString());
        result.Error.ShouldContain(expected);
        Directory.GetDirectories(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_OnSlurmWithoutSlurm_SaysHowToGetIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "makes a link to .NET's host");
        string[] command = await WriteAsync("""{ "seeds": [1] }""");

        // A machine with .NET and nothing else.
        string bin = Directory.CreateDirectory(folder.At("bin")).FullName;
        string host = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(place => Path.Combine(place, "dotnet")).First(File.Exists);
        File.CreateSymbolicLink(Path.Combine(bin, "dotnet"), File.ResolveLinkTarget(host, returnFinalTarget: true)?.FullName ?? host);
        DigitsResult result = await DigitsProcess.RunAsync(
            [.. command, "--slurm"], new Dictionary<string, string?> { ["PATH"] = bin }, cancellationToken: cancellation);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Error.ShouldContain("apt-get install slurm-client");
    }

    private async Task<string[]> WriteAsync(string text)
    {
        await File.WriteAllTextAsync(folder.At("my.json"), text, cancellation);
        return ["sweep", folder.At("my.json"), "--runs", folder.Path];
    }

    // The one whose command line names this test's folder and a training.
    private void KillTraining()
    {
        foreach (string process in Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                string line = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (line.Contains(folder.Path, StringComparison.Ordinal) && line.Contains("--attached", StringComparison.Ordinal))
                {
                    System.Diagnostics.Process.GetProcessById(int.Parse(Path.GetFileName(process))).Kill();
                    return;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        Assert.Fail("no training runs");
    }
}
