using System.Text.Json;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Cli.Tests.Commands;

public sealed class DataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_RealFiles_ReportsEachAsGood()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.Missing);

        DigitsResult result = await DigitsProcess.RunAsync(["data", "verify", "--folder", RealData.Mnist, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("good").GetBoolean().ShouldBeTrue();
        result.Json().GetProperty("files").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task Verify_ATruncatedFile_NamesItAndItsMend()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.Missing);
        foreach (string file in Directory.GetFiles(RealData.Mnist, "*.gz"))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        string cut = folder.File("t10k-labels-idx1-ubyte.gz");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut, cancellation))[..2000], cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["data", "verify", "--folder", folder.FullPath], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(cut);
        result.Error.ShouldContain("digits data fetch");
        result.Output.ShouldContain("wrong");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Verify_AnEmptyFolder_FailsInJsonToo()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["data", "verify", "--folder", folder.FullPath, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Json().GetProperty("good").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Info_WithAFolderNamedInTheEnvironment_FindsItsParts()
    {
        Directory.CreateDirectory(folder.File("strokes"));

        DigitsResult result = await DigitsProcess.RunAsync(
            ["data", "info", "--json"],
            new Dictionary<string, string?> { ["HANDWRITTEN_DIGITS_DATA"] = folder.FullPath },
            cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement info = result.Json();
        info.GetProperty("folders")[0].GetString().ShouldBe(folder.FullPath);
        info.GetProperty("strokes").GetString().ShouldBe(folder.File("strokes"));
    }

    [Fact]
    public async Task Train_AFolderWithoutMnist_IsMissingDataNotOtherData()
    {
        DigitsResult result = await DigitsProcess.RunAsync(["train", "--data", folder.FullPath, "--runs", folder.File("runs")], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(folder.FullPath);
        Directory.Exists(folder.File("runs")).ShouldBeFalse();
    }
}
