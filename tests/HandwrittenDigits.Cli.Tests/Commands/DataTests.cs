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
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);

        DigitsResult result =
            await DigitsProcess.RunAsync(["data", "verify", "--folder", RealData.Mnist, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("good").GetBoolean().ShouldBeTrue();
        result.Json().GetProperty("files").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task Verify_ATruncatedFile_NamesItAndItsMend()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        foreach (string file in Directory.GetFiles(RealData.Mnist, "*.gz"))
        {
            File.Copy(file, folder.At(Path.GetFileName(file)));
        }

        string cut = folder.At("t10k-labels-idx1-ubyte.gz");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut, cancellation))[..2000], cancellation);

        DigitsResult result = await DigitsProcess.RunAsync(["data", "verify", "--folder", folder.Path], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(cut);
        result.Error.ShouldContain("digits data fetch");
        result.Output.ShouldContain("wrong");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Verify_AnEmptyFolder_FailsInJsonToo()
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(["data", "verify", "--folder", folder.Path, "--json"], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Json().GetProperty("good").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Info_WithAFolderNamedInTheEnvironment_FindsItsParts()
    {
        Directory.CreateDirectory(folder.At("strokes"));

        DigitsResult result = await DigitsProcess.RunAsync(
            ["data", "info", "--json"],
            new Dictionary<string, string?> { ["HANDWRITTEN_DIGITS_DATA"] = folder.Path },
            cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        JsonElement info = result.Json();
        info.GetProperty("folders")[0].GetString().ShouldBe(folder.Path);
        info.GetProperty("strokes").GetString().ShouldBe(folder.At("strokes"));
    }

    [Fact]
    public async Task Train_AFolderWithoutMnist_IsMissingDataNotOtherData()
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(["train", "--data", folder.Path, "--runs", folder.At("runs")], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(folder.Path);
        Directory.Exists(folder.At("runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task Fetch_KilledInTheMiddle_IsTakenUpByTheNextProcess()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        const string Large = "train-images-idx3-ubyte.gz";
        byte[] content = await File.ReadAllBytesAsync(Path.Combine(RealData.Mnist, Large), cancellation);
        var begun = new TaskCompletionSource();
        using var mirror = new LoopbackMirror(async request =>
        {
            if (request is not { File: Large, From: null })
            {
                await request.SendPartAsync(await File.ReadAllBytesAsync(Path.Combine(RealData.Mnist, request.File)));
                return;
            }

            // Only until the program has written the first of it to the disk.
            await request.SendAsync(200, [], announced: content.Length);
            foreach (byte[] block in content.Chunk(1 << 16)
                .TakeWhile(_ => new FileInfo(folder.At($"{Large}.part")) is not { Exists: true, Length: > 0 }))
            {
                await request.Stream.WriteAsync(block, request.Stopped);
            }

            begun.SetResult();
            await request.HangAsync();
        });
        string[] fetch = ["data", "fetch", "--folder", folder.Path, "--mirror", $"{mirror.Address}", "--json"];
        await using (var digits = DigitsProcess.Start(fetch))
        {
            await begun.Task.WaitAsync(cancellation);
            digits.Kill();
            await digits.WaitForExitAsync(cancellation);
        }

        File.Exists(folder.At(Large)).ShouldBeFalse("a part must not pass for the file");
        DigitsResult result = await DigitsProcess.RunAsync(fetch, cancellationToken: cancellation);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Json().GetProperty("good").GetBoolean().ShouldBeTrue();
        mirror.Requests.Count.ShouldBe(5);
        mirror.Requests.ElementAt(1).File.ShouldBe(Large);
        mirror.Requests.ElementAt(1).From.ShouldNotBeNull().ShouldBeInRange(1, content.Length - 1);
    }

    [Fact]
    public async Task Fetch_TwoProcessesAtOnce_DownloadEachFileOnce()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        using var mirror = new LoopbackMirror(async request =>
            await request.SendPartAsync(await File.ReadAllBytesAsync(Path.Combine(RealData.Mnist, request.File))));
        string[] fetch = ["data", "fetch", "--folder", folder.Path, "--mirror", $"{mirror.Address}", "--json"];

        DigitsResult[] results = await Task.WhenAll(
            DigitsProcess.RunAsync(fetch, cancellationToken: cancellation), DigitsProcess.RunAsync(fetch, cancellationToken: cancellation));

        results.ShouldAllBe(result => result.ExitCode == 0 && result.Json().GetProperty("good").GetBoolean());
        mirror.Requests.Select(request => request.File).Order().ShouldBe(
        [
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
        ]);
    }

    [Theory]
    [InlineData("http://example.org/mnist", "https://")]
    [InlineData("mirror", "no address")]
    public async Task Fetch_AMirrorThatIsNone_IsAUsageError(string mirror, string expected)
    {
        DigitsResult result =
            await DigitsProcess.RunAsync(["data", "fetch", "--folder", folder.Path, "--mirror", mirror], cancellationToken: cancellation);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected);
    }
}
