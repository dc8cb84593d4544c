using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Report_AndComparison_OfTwoTrainedRuns_SayWhatTheyCameTo()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        string[] train =
        [
            "train", "--training-images", "600", "--validation", "0.3", "--batch-size", "50", "--threads", "1", "--epochs", "2",
            "--runs", folder.Path, "--json",
        ];
        DigitsResult first = await DigitsProcess.RunAsync([.. train, "--name", "one"], cancellationToken: cancellation);
        DigitsResult second = await DigitsProcess.RunAsync(
            [.. train, "--name", "two", "--learning-rate", "0.00001"], cancellationToken: cancellation);
        first.ExitCode.ShouldBe(0, first.ToString());
        string run = first.Json().GetProperty("run").GetString()!;

        DigitsResult report = await DigitsProcess.RunAsync(
            ["report", run, "--runs", folder.Path, "--output", folder.At("one.html")], cancellationToken: cancellation);
        DigitsResult compared = await DigitsProcess.RunAsync(
            ["runs", "compare", run, second.Json().GetProperty("run").GetString()!, "--runs", folder.Path],
            cancellationToken: cancellation);

        report.ExitCode.ShouldBe(0, report.ToString());
        string page = await File.ReadAllTextAsync(folder.At("one.html"), cancellation);
        string accuracy = $"{100 * first.Json().GetProperty("test").GetProperty("accuracy").GetDouble():0.00} %";
        string[] parts =
        [
            accuracy, "95 % interval", "What it confuses", "The hardest digits", "Calibration",
            "--training-images 600 --validation 0.3", "SHA-256",
        ];
        foreach (string part in parts)
        {
            page.ShouldContain(part);
        }

        page.Contains("Drawn digits", StringComparison.Ordinal).ShouldBe(RealData.HasStrokes);
        page.ShouldNotContain("src=\"http");
        compared.ExitCode.ShouldBe(0, compared.ToString());
        compared.Output.ShouldContain("learningRate");
        compared.Output.ShouldContain("Of the 180 validation images");
        compared.Output.ShouldContain("the difference is more than chance");
        File.Exists(Path.Combine(run, "validation.json")).ShouldBeTrue("the answers are kept");
    }
}
