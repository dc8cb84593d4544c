using System.Security.Cryptography;
using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class MnistDownloadTests : IDisposable
{
    private static readonly byte[] Content = IdxBytes.Gzip(IdxBytes.Of(0x08, [100_000], RandomBytes(100_000)));
    private static readonly MnistFile File1 = new(
        "digits-idx1-ubyte", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)), "no other content", 100_000);

    private readonly TemporaryFolder folder = new();
    private readonly Recorder recorder = new();
    private readonly List<LoopbackMirror> mirrors = [];
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    private string Target => folder.At(File1.GzipName);

    private string Part => Target + ".part";

    public void Dispose()
    {
        mirrors.ForEach(mirror => mirror.Dispose());
        folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_GoodMirror_BringsTheFileAndReportsProgress()
    {
        await DownloadAsync(Good());

        ShouldBeComplete();
        DataProgress[] reports = [.. recorder.Reports.Where(report => report.Stage == DataStage.Downloading)];
        reports[0].BytesDone.ShouldBe(0);
        reports[^1].BytesDone.ShouldBe(Content.Length);
        reports.ShouldAllBe(report => report.BytesTotal == Content.Length && report.File == File1.GzipName);
    }

    [Fact]
    public async Task RunAsync_FileIsThere_AsksNobody()
    {
        await File.WriteAllBytesAsync(Target, Content, cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_FileIsThereButWrong_ReplacesIt()
    {
        await File.WriteAllBytesAsync(Target, Content[..500], cancellation);

        await DownloadAsync(Good());

        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_PartOfAKilledProcess_GoesOnFromThere()
    {
        await File.WriteAllBytesAsync(Part, Content[..1_234], cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.ShouldHaveSingleItem().From.ShouldBe(1_234);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_WholePartOfAKilledProcess_AsksNobody()
    {
        await File.WriteAllBytesAsync(Part, Content, cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.ShouldBeEmpty();
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_PartIsWrong_BeginsAgain()
    {
        await File.WriteAllBytesAsync(Part, new byte[1_234], cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.Select(request => request.From).ShouldBe([1_234, null]);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_MirrorWithoutRanges_SendsTheWholeAgain()
    {
        await File.WriteAllBytesAsync(Part, Content[..1_234], cancellation);

        await DownloadAsync(Mirror(request => request.SendAsync(200, Content)));

        ShouldBeComplete();
    }

    [Theory]
    [InlineData(416)]
    [InlineData(206)]
    public async Task RunAsync_MirrorCannotGoOn_BeginsAgain(int status)
    {
        await File.WriteAllBytesAsync(Part, Content[..1_234], cancellation);

        await DownloadAsync(Mirror(request => request.From is null ? request.SendAsync(200, Content) : request.SendAsync(status, Content)));

        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_ConnectionBreaks_GoesOnFromThere()
    {
        LoopbackMirror mirror = Mirror(request => request.From is null
            ? request.SendAsync(200, Content[..70_000], announced: Content.Length)
            : request.SendPartAsync(Content));

        await DownloadAsync(mirror);

        mirror.Requests.Select(request => request.From).ShouldBe([null, 70_000]);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_PassingError_IsAskedAgain()
    {
        var asked = 0;
        LoopbackMirror mirror = Mirror(request => ++asked < 3 ? request.SendAsync(503, []) : request.SendPartAsync(Content));

        await DownloadAsync(mirror);

        mirror.Requests.Count.ShouldBe(3);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_Forbidden_IsNotAskedAgainAndTheNextMirrorIs()
    {
        LoopbackMirror forbidden = Mirror(request => request.SendAsync(403, []));

        await DownloadAsync(forbidden, Good());

        forbidden.Requests.Count.ShouldBe(1);
        recorder.Notes.ShouldHaveSingleItem().ShouldContain("403");
        ShouldBeComplete();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public async Task RunAsync_MirrorSendsAnotherFile_IsNeitherKeptNorAskedAgain(int length)
    {
        LoopbackMirror wrong = Mirror(request => request.SendAsync(200, new byte[length]));

        await DownloadAsync(wrong, Good());

        wrong.Requests.Count.ShouldBe(1);
        recorder.Notes.ShouldHaveSingleItem().ShouldContain("sent another file");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_MirrorStopsSending_IsGivenUpAndTheNextGoesOn()
    {
        var time = new ManualTime();
        LoopbackMirror slow = Mirror(async request =>
        {
            await request.SendAsync(200, Content[..1_000], announced: Content.Length);
            await PartHasAsync(1_000);
            time.PassAll();
            await request.HangAsync();
        });
        LoopbackMirror good = Good();

        await DownloadAsync(Options(slow, good) with { TimeProvider = time, RetriesPerMirror = 0 });

        recorder.Notes.ShouldHaveSingleItem().ShouldContain("nothing came for 20 s");
        good.Requests.ShouldHaveSingleItem().From.ShouldBe(1_000);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_NoMirrorHasIt_SaysWhatEachDid()
    {
        Uri nobody;
        using (LoopbackMirror gone = LoopbackMirror.Of())
        {
            nobody = gone.Address;
        }

        MnistOptions options = Options(Mirror(request => request.SendAsync(404, [])), Mirror(request => request.SendAsync(500, [])));

        var error = await Should.ThrowAsync<MnistDownloadException>(
            () => DownloadAsync(options with { Mirrors = [.. options.Mirrors, nobody] }));

        error.Failures.Count.ShouldBe(3);
        error.Failures[0].ShouldContain("404");
        error.Failures[1].ShouldContain("500");
        error.Failures[2].ShouldContain("refused");
        error.Message.ShouldContain("digits data fetch");
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe([".lock"]);
    }

    [Fact]
    public async Task RunAsync_Cancelled_KeepsThePart()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        LoopbackMirror slow = Mirror(async request =>
        {
            await request.SendAsync(200, Content[..1_000], announced: Content.Length);
            await PartHasAsync(1_000);
            await cancel.CancelAsync();
            await request.HangAsync();
        });

        using var download = new MnistDownload(Options(slow), recorder);
        await Should.ThrowAsync<OperationCanceledException>(() => download.RunAsync(folder.Path, [File1], cancel.Token));

        new FileInfo(Part).Length.ShouldBe(1_000);
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_TwoAtOnce_DownloadOnce()
    {
        LoopbackMirror mirror = Good();

        await Task.WhenAll(DownloadAsync(mirror), DownloadAsync(mirror));

        mirror.Requests.Count.ShouldBe(1);
        ShouldBeComplete();
    }

    [Fact]
    public void Validate_PlainHttp_IsRefused() =>
        Should.Throw<ArgumentException>(() => new MnistOptions { Mirrors = [new Uri("http://example.org/mnist/")] }.Validate())
            .Message.ShouldContain("https://");

    [Fact]
    public async Task LoadAsync_NothingAtHand_DownloadsTheRealFilesOnce()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.Missing);
        LoopbackMirror mirror = LoopbackMirror.Of(
            [.. MnistFile.All.Select(file => (file.GzipName, File.ReadAllBytes(Path.Combine(RealData.Mnist, file.GzipName))))]);
        mirrors.Add(mirror);
        MnistOptions options = Options(mirror) with { Folders = new DataFolders(folder.At("no-such-folder"), null, folder.At("cache")) };

        MnistData first = await Mnist.LoadAsync(options, recorder, cancellation);
        MnistData second = await Mnist.LoadAsync(options, recorder, cancellation);

        (first.Source, second.Source).ShouldBe((MnistSource.Download, MnistSource.Cache));
        first.Folder.ShouldBe(folder.At("cache", "mnist"));
        first.Notes.ShouldHaveSingleItem().ShouldContain("no-such-folder, the folder that HANDWRITTEN_DIGITS_DATA names, does not exist");
        second.Test.Labels.ToArray().ShouldBe(first.Test.Labels.ToArray());
        mirror.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task LoadAsync_NoMirrorAndFallback_GivesSyntheticDigits()
    {
        MnistOptions options = Options(Mirror(request => request.SendAsync(404, []))) with
        {
            Folders = new DataFolders(null, null, folder.At("cache")),
            FallBackToSynthetic = true,
            SyntheticTrainCount = 10,
            SyntheticTestCount = 10,
        };

        MnistData mnist = await Mnist.LoadAsync(options, recorder, cancellation);

        mnist.IsSynthetic.ShouldBeTrue();
        mnist.Notes.ShouldHaveSingleItem().ShouldContain("404");
    }

    [Fact]
    public async Task FetchAsync_FolderCannotBeWrittenTo_TakesTheNext()
    {
        await File.WriteAllTextAsync(folder.At("a-file"), "", cancellation);
        MnistOptions options = Options(Mirror(request => request.SendAsync(404, []))) with
        {
            Folders = new DataFolders(null, folder.At("a-file"), folder.At("cache")),
        };

        var error = await Should.ThrowAsync<MnistDownloadException>(() => Mnist.FetchAsync(options, recorder, cancellation));

        recorder.Notes.First().ShouldContain("can't be written to");
        error.Message.ShouldContain(folder.At("cache", "mnist"));
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static MnistOptions Options(params LoopbackMirror[] mirrors) =>
        new() { Mirrors = [.. mirrors.Select(mirror => mirror.Address)], RetryDelay = TimeSpan.Zero };

    private LoopbackMirror Good() => Mirror(request => request.SendPartAsync(Content));

    private LoopbackMirror Mirror(Func<LoopbackMirror.Request, Task> answer)
    {
        var mirror = new LoopbackMirror(answer);
        mirrors.Add(mirror);
        return mirror;
    }

    private Task DownloadAsync(params LoopbackMirror[] mirrors) => DownloadAsync(Options(mirrors));

    private async Task DownloadAsync(MnistOptions options)
    {
        using var download = new MnistDownload(options, recorder);
        await download.RunAsync(folder.Path, [File1], cancellation);
    }

    // What is reported as done has been written to the part.
    private Task PartHasAsync(long length) =>
        recorder.WaitAsync(report => report.Stage == DataStage.Downloading && report.BytesDone >= length);

    private void ShouldBeComplete()
    {
        File.ReadAllBytes(Target).ShouldBe(Content);
        File.Exists(Part).ShouldBeFalse();
    }
}
