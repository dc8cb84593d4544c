using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class PredictTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Predict_StrokesAndAPicture_ReadsBoth()
    {
        string strokes = folder.At("drawn.jsonl");
        await File.WriteAllTextAsync(strokes, """{"strokes":[[[0,0],[0,100]]]}""" + "\n", cancellation);
        string picture = folder.At("one.bmp");
        await File.WriteAllBytesAsync(
            picture, TinyBitmap.Draw(60, 60, (x, y) => x is >= 28 and <= 32 && y is >= 10 and < 50), cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", strokes, picture, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement[] predictions = [.. result.Json().GetProperty("predictions").EnumerateArray()];
        predictions.Length.ShouldBe(2);
        predictions[0].GetProperty("file").GetString().ShouldBe(strokes);
        predictions[0].GetProperty("line").GetInt32().ShouldBe(1);
        predictions[1].TryGetProperty("line", out _).ShouldBeFalse();
        foreach (JsonElement prediction in predictions)
        {
            prediction.GetProperty("digit").GetInt32().ShouldBe(1);
            prediction.GetProperty("confidence").GetDouble().ShouldBeInRange(0.5, 1);
            prediction.GetProperty("digits")[0].GetProperty("probabilities").GetArrayLength().ShouldBe(10);
        }
    }

    [Fact]
    public async Task Predict_Number_ReadsTheDigitsInARow()
    {
        string picture = folder.At("eleven.bmp");
        byte[] eleven = TinyBitmap.Draw(120, 60, (x, y) => (x is (>= 28 and <= 32) or (>= 78 and <= 82)) && y is >= 10 and < 50);
        await File.WriteAllBytesAsync(picture, eleven, cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", picture, "--number", "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("predictions")[0].GetProperty("text").GetString().ShouldBe("11");
    }

    [Fact]
    public async Task Predict_ANumberWithoutTheOption_NamesTheOption()
    {
        string picture = folder.At("ones.bmp");
        byte[] ones = TinyBitmap.Draw(200, 60, (x, y) => x % 50 is >= 23 and <= 27 && y is >= 10 and < 50);
        await File.WriteAllBytesAsync(picture, ones, cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", picture], cancellationToken: cancellation);

        result.Output.ReplaceLineEndings(" ").ShouldContain("--number", customMessage: result.ToString());
        result.Output.ShouldContain("4 digits");
    }

    [Fact]
    public async Task Predict_ExplainTwoPicturesOfOneName_SavesAPngOfEach()
    {
        byte[] bar = TinyBitmap.Draw(60, 60, (x, y) => x is >= 28 and <= 32 && y is >= 10 and < 50);
        string[] pictures = [folder.At("one.bmp"), Path.Combine(Directory.CreateDirectory(folder.At("more")).FullName, "one.bmp")];
        foreach (string picture in pictures)
        {
            await File.WriteAllBytesAsync(picture, bar, cancellation);
        }

        DigitsResult result = await DigitsProcess.RunAsync(
            ["predict", .. pictures, "--explain", folder.At("seen"), "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        string[] explanations =
            [.. result.Json().GetProperty("predictions").EnumerateArray().Select(read => read.GetProperty("explanation").GetString()!)];
        explanations.Select(Path.GetFileName).ShouldBe(["one.bmp.explained.png", "one.bmp.2.explained.png"]);
        explanations.ShouldAllBe(path => IsPng(path));
    }

    private static bool IsPng(string path) => File.ReadAllBytes(path) is [0x89, (byte)'P', (byte)'N', (byte)'G', ..];

    [Fact]
    public async Task Predict_DigitsAroundAPoint_SaysThatAMarkWasPassedOver()
    {
        string picture = folder.At("point.bmp");
        bool IsBar(int x, int y) => x is (>= 28 and <= 32) or (>= 78 and <= 82) && y is >= 10 and < 50;
        bool IsPoint(int x, int y) => x is >= 53 and <= 57 && y is >= 45 and < 50;
        byte[] ones = TinyBitmap.Draw(120, 60, (x, y) => IsBar(x, y) || IsPoint(x, y));
        await File.WriteAllBytesAsync(picture, ones, cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", picture, "--number"], cancellationToken: cancellation);

        result.Output.ShouldContain("11");
        result.Output.ReplaceLineEndings(" ").ShouldContain("a mark was passed over", customMessage: result.ToString());
    }

    [Fact]
    public async Task Predict_ABlankPicture_IsUnsure()
    {
        string picture = folder.At("blank.bmp");
        await File.WriteAllBytesAsync(picture, TinyBitmap.Draw(40, 40, (_, _) => false), cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", picture], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("unsure");
        result.Output.ShouldContain("no ink");
        result.Output.ShouldNotContain("%");
    }

    [Fact]
    public async Task Predict_APatternThatTheShellLeft_ReadsTheFilesThatMatch()
    {
        byte[] bar = TinyBitmap.Draw(60, 60, (x, y) => x is >= 28 and <= 32 && y is >= 10 and < 50);
        await File.WriteAllBytesAsync(folder.At("b.bmp"), bar, cancellation);
        await File.WriteAllBytesAsync(folder.At("a.bmp"), bar, cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", folder.At("*.bmp"), "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("predictions").EnumerateArray().Select(read => Path.GetFileName(read.GetProperty("file").GetString()))
            .ShouldBe(["a.bmp", "b.bmp"]);
    }

    [Fact]
    public async Task Predict_Dash_ReadsStandardInput()
    {
        byte[] bar = TinyBitmap.Draw(60, 60, (x, y) => x is >= 28 and <= 32 && y is >= 10 and < 50);

        DigitsResult picture =
            await DigitsProcess.RunAsync(["predict", "-", "--json"], standardInput: bar, cancellationToken: cancellation);
        DigitsResult strokes = await DigitsProcess.RunAsync(
            ["predict", "-", "--json"], standardInput: """{"strokes":[[[0,0],[0,100]]]}"""u8.ToArray(), cancellationToken: cancellation);
        DigitsResult nothing = await DigitsProcess.RunAsync(["predict", "-", "--json"], cancellationToken: cancellation);

        picture.Json().GetProperty("predictions")[0].GetProperty("digit").GetInt32().ShouldBe(1);
        strokes.Json().GetProperty("predictions")[0].GetProperty("digit").GetInt32().ShouldBe(1);
        nothing.Error.ShouldContain("standard input");
        nothing.ExitCode.ShouldBe(3, nothing.ToString());
    }

    [Fact]
    public async Task Predict_AnAddress_IsRefusedAsOne()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["predict", "https://example.org/7.png"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("an address on the web");
    }

    [Fact]
    public async Task Predict_OneFileOfTwoIsMissing_ReadsTheOtherAndFails()
    {
        string strokes = folder.At("drawn.jsonl");
        await File.WriteAllTextAsync(strokes, """{"strokes":[[[0,0],[0,100]]]}""" + "\n", cancellation);

        DigitsResult result =
            await DigitsProcess.RunAsync(["predict", folder.At("missing.png"), strokes, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("missing.png");
        result.Json().GetProperty("predictions").GetArrayLength().ShouldBe(1);
        result.Json().GetProperty("errors").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Predict_NoPicture_SaysWhatWasExpected()
    {
        string file = folder.At("letter.png");
        await File.WriteAllTextAsync(file, "Dear reader,", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["predict", file], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(file);
        result.Error.ShouldContain("PNG, JPEG, HEIC");
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Predict_Always_NeedsNoLibtorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks glibc's loader what it loads");
        string strokes = folder.At("drawn.jsonl");
        await File.WriteAllTextAsync(strokes, """{"strokes":[[[0,0],[0,100]]]}""" + "\n", cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(
            ["predict", strokes],
            new Dictionary<string, string?> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = folder.At("loaded") },
            cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        string loaded = string.Concat(Directory.GetFiles(folder.Path, "loaded*").Select(File.ReadAllText));
        loaded.ShouldContain("libcoreclr");
        loaded.ShouldNotContain("libtorch", Case.Insensitive);
    }
}
