using System.Text.Json;
using HandwrittenDigits.Cli.Tests.Commands;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Slurm;

public sealed class SlurmTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sweep_WhoseShellIsGoneAndATaskIsKilled_EndsComplete()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        Assert.SkipUnless(SlurmCluster.Missing is null, SlurmCluster.Missing ?? string.Empty);
        await File.WriteAllTextAsync(
            folder.At("my.json"),
            $$"""
            { {{SweepTests.Small}}, "grid": { "learningRate": [0.00001, 0.02] }, "seeds": [1, 2],
              "slurm": { "partition": "main", "time": "10:00", "cpusPerTask": 1, "setup": ["export DIGITS_TEST=1"], "attempts": 2 } }
            """,
            cancellation);
        string[] command = ["sweep", folder.At("my.json"), "--slurm", "--runs", folder.At("runs")];
        await using SlurmCluster slurm =
            await SlurmCluster.StartAsync(Directory.CreateDirectory(folder.At("slurm")).FullName, cancellation);

        // The one who submits goes away, and somebody kills a task that runs.
        string job;
        await using (var submitting = DigitsProcess.Start(command, slurm.Environment))
        {
            await submitting.WaitForLineAsync("Slurm's job", cancellation);
            submitting.Kill();
            await submitting.WaitForExitAsync(cancellation);
            job = Submissions().ShouldHaveSingleItem().GetProperty("job").GetString()!;
        }

        string running = string.Empty;
        string[] query = ["--noheader", "--array", "--states=RUNNING", "--format=%K"];
        await slurm.WaitAsync(
            async () => (running = await slurm.RunAsync("squeue", query, cancellation)).Length > 0, cancellation);
        string killed = running.Split('\n')[0].Trim();
        await slurm.RunAsync("scancel", [$"{job}_{killed}"], cancellation);
        DigitsResult result = await DigitsProcess.RunAsync([.. command, "--json"], slurm.Environment, cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("state").GetString()).ShouldBe(
            Enumerable.Repeat("complete", 4));
        result.Json().GetProperty("winner").GetProperty("configuration").GetString().ShouldBe("learningRate=0.02");
        Submissions().Select(submission => submission.GetProperty("tasks").GetArrayLength()).ShouldBe(
            [4, 1], "what was in the queue is not submitted twice");
    }

    private JsonElement[] Submissions() =>
        [.. File.ReadLines(Path.Combine(folder.At("runs"), "my", "slurm", "jobs.jsonl")).Select(line => JsonElement.Parse(line))];
}
