using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluate_Json_IsOneObjectWithAccuracyAndCount()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);

        DigitsResult result = await DigitsProcess.RunAsync(["evaluate", "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement report = result.Json();
        report.GetProperty("count").GetInt32().ShouldBe(10_000);
        report.GetProperty("accuracy").GetDouble().ShouldBeInRange(0.99, 1);
        report.GetProperty("confusion").GetProperty("rows").GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task Evaluate_Strokes_ShowsEveryTableAsPlainLines()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.NeedsStrokes);
        string some = folder.At("some.jsonl");
        await File.WriteAllLinesAsync(some, File.ReadLines(RealData.Strokes).Take(300), cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["evaluate", "--data", some], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("300 images");
        result.Output.ShouldContain("Accuracy");
        result.Output.ShouldContain("95 % interval");
        result.Output.ShouldContain("Precision");
        result.Output.ShouldContain("Mean confidence");
        result.Output.ShouldNotContain('\e');
        result.Output.ShouldNotContain('│');
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evaluate_AFolderOfPictures_TakesTheLabelsFromItsNames()
    {
        byte[] bar = TinyBitmap.Draw(60, 60, (x, y) => x is >= 28 and <= 32 && y is >= 10 and < 50);
        Directory.CreateDirectory(folder.At("1"));
        await File.WriteAllBytesAsync(Path.Combine(folder.At("1"), "bar.bmp"), bar, cancellation);
        await File.WriteAllBytesAsync(folder.At("7-not.bmp"), bar, cancellation);
        await File.WriteAllTextAsync(folder.At("3-damaged.png"), "no picture", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["evaluate", "--data", folder.Path, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("count").GetInt32().ShouldBe(2);
        result.Json().GetProperty("accuracy").GetDouble().ShouldBe(0.5);
        result.Error.ShouldContain("Skipped 1 of 3 pictures");
        result.Error.ShouldContain("3-damaged.png");
    }

    [Theory]
    [InlineData("nothing", 3, "nothing")]
    [InlineData("notes.txt", 2, ".jsonl")]
    [InlineData("broken.jsonl", 3, "line 1")]
    [InlineData("empty", 3, "empty")]
    public async Task Evaluate_DataThatAreNone_SaysWhatIsExpected(string name, int exitCode, string expected)
    {
        await File.WriteAllTextAsync(folder.At("notes.txt"), "no strokes", cancellation);
        await File.WriteAllTextAsync(folder.At("broken.jsonl"), "{ \"label\": 1", cancellation);
        Directory.CreateDirectory(folder.At("empty"));

        DigitsResult result =
            await DigitsProcess.RunAsync(["evaluate", "--data", folder.At(name), "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(exitCode, result.ToString());
        result.Error.ShouldContain(expected);
        result.Json().GetProperty("exitCode").GetInt32().ShouldBe(exitCode);
    }

    [Fact]
    public async Task Evaluate_AModelThatIsNone_NamesTheFile()
    {
        string model = folder.At("model.safetensors");
        await File.WriteAllTextAsync(model, "no model", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["evaluate", "--model", model], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(model);
        result.Error.ShouldNotContain("   at ");
    }
}
