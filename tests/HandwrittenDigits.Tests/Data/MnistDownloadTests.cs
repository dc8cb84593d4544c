using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;
using Microsoft.Extensions.Time.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class MnistDownloadTests : DownloadTest
{
    [Fact]
    public async Task RunAsync_GoodMirror_BringsTheFileAndReportsProgress()
    {
        await DownloadAsync(Good());

        ShouldBeComplete();
        DataProgress[] reports = [.. Recorded.Reports.Where(report => report.Stage == DataStage.Downloading)];
        reports[0].BytesDone.ShouldBe(0);
        reports[^1].BytesDone.ShouldBe(Content.Length);
        reports.ShouldAllBe(report => report.BytesTotal == Content.Length && report.File == File1.GzipName);
    }

    [Fact]
    public async Task RunAsync_FileIsThere_AsksNobody()
    {
        await File.WriteAllBytesAsync(Target, Content, Cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_FileIsThereButWrong_ReplacesIt()
    {
        await File.WriteAllBytesAsync(Target, Content[..500], Cancellation);

        await DownloadAsync(Good());

        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_PartOfAKilledProcess_GoesOnFromThere()
    {
        await File.WriteAllBytesAsync(Part, Content[..1_234], Cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.ShouldHaveSingleItem().From.ShouldBe(1_234);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_WholePartOfAKilledProcess_AsksNobody()
    {
        await File.WriteAllBytesAsync(Part, Content, Cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.ShouldBeEmpty();
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_PartIsWrong_BeginsAgain()
    {
        await File.WriteAllBytesAsync(Part, new byte[1_234], Cancellation);
        LoopbackMirror mirror = Good();

        await DownloadAsync(mirror);

        mirror.Requests.Select(request => request.From).ShouldBe([1_234, null]);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_MirrorWithoutRanges_SendsTheWholeAgain()
    {
        await File.WriteAllBytesAsync(Part, Content[..1_234], Cancellation);

        await DownloadAsync(Mirror(request => request.SendAsync(200, Content)));

        ShouldBeComplete();
    }

    [Theory]
    [InlineData(416)]
    [InlineData(206)]
    public async Task RunAsync_MirrorCannotGoOn_BeginsAgain(int status)
    {
        await File.WriteAllBytesAsync(Part, Content[..1_234], Cancellation);

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
        int asked = 0;
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
        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("403");
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
        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("sent another file");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_MirrorStopsSending_IsGivenUpAndTheNextGoesOn()
    {
        var time = new FakeTimeProvider();
        LoopbackMirror slow = Mirror(async request =>
        {
            await request.SendAsync(200, Content[..1_000], announced: Content.Length);
            await PartHasAsync(1_000);
            time.Advance(TimeSpan.FromDays(1));
            await request.HangAsync();
        });
        LoopbackMirror good = Good();

        await DownloadAsync(Options(slow, good) with { TimeProvider = time, RetriesPerMirror = 0 });

        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("less than 64 KiB came in 20 s");
        good.Requests.ShouldHaveSingleItem().From.ShouldBe(1_000);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_SeveralFiles_AreAskedOfTheMirrorThatGaveTheFirst()
    {
        LoopbackMirror forbidden = Mirror(request => request.SendAsync(403, []));
        MnistFile second = new("more-idx1-ubyte", File1.GzipLength, File1.GzipSha256, "no other content", 100_000);
        using var download = new MnistDownload(Options(forbidden, Good()), Recorded);

        await download.RunAsync(Folder.Path, [File1, second], Cancellation);

        forbidden.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_NoMirrorHasIt_SaysWhatEachDid()
    {
        Uri nobody;
        using (var gone = LoopbackMirror.Of())
        {
            nobody = gone.Address;
        }

        MnistOptions options = Options(Mirror(request => request.SendAsync(404, [])), Mirror(request => request.SendAsync(500, [])));

        MnistDownloadException error = await Should.ThrowAsync<MnistDownloadException>(
            () => DownloadAsync(options with { Mirrors = [.. options.Mirrors, nobody] }));

        error.Failures.Count.ShouldBe(3);
        error.Failures[0].ShouldContain("404");
        error.Failures[1].ShouldContain("500");
        error.Failures[2].ShouldContain("refused");
        error.Message.ShouldContain("digits data fetch");
        Directory.GetFiles(Folder.Path).Select(Path.GetFileName).ShouldBe([".lock"]);
    }

    [Fact]
    public async Task RunAsync_Cancelled_KeepsThePart()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        LoopbackMirror slow = Mirror(async request =>
        {
            await request.SendAsync(200, Content[..1_000], announced: Content.Length);
            await PartHasAsync(1_000);
            await cancel.CancelAsync();
            await request.HangAsync();
        });

        using var download = new MnistDownload(Options(slow), Recorded);
        await Should.ThrowAsync<OperationCanceledException>(() => download.RunAsync(Folder.Path, [File1], cancel.Token));

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
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        var mirror = LoopbackMirror.Of(
            [.. MnistFile.All.Select(file => (file.GzipName, File.ReadAllBytes(Path.Combine(RealData.Mnist, file.GzipName))))]);
        Mirrors.Add(mirror);
        MnistOptions options = Options(mirror) with { Folders = new DataFolders(Folder.At("no-such-folder"), null, Folder.At("cache")) };

        MnistData first = await Mnist.LoadAsync(options, Recorded, Cancellation);
        MnistData second = await Mnist.LoadAsync(options, Recorded, Cancellation);

        (first.Source, second.Source).ShouldBe((MnistSource.Download, MnistSource.Cache));
        first.Folder.ShouldBe(Folder.At("cache", "mnist"));
        first.Notes.ShouldHaveSingleItem().ShouldContain("no-such-Folder, the folder that HANDWRITTEN_DIGITS_DATA names, does not exist");
        second.Test.Labels.ToArray().ShouldBe(first.Test.Labels.ToArray());
        mirror.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task LoadAsync_NoMirrorAndFallback_GivesSyntheticDigits()
    {
        MnistOptions options = Options(Mirror(request => request.SendAsync(404, []))) with
        {
            Folders = new DataFolders(null, null, Folder.At("cache")),
            FallBackToSynthetic = true,
            SyntheticTrainCount = 10,
            SyntheticTestCount = 10,
        };

        MnistData mnist = await Mnist.LoadAsync(options, Recorded, Cancellation);

        mnist.IsSynthetic.ShouldBeTrue();
        mnist.Notes.ShouldHaveSingleItem().ShouldContain("404");
    }

    [Fact]
    public async Task FetchAsync_FolderCannotBeWrittenTo_TakesTheNext()
    {
        await File.WriteAllTextAsync(Folder.At("a-file"), "", Cancellation);
        MnistOptions options = Options(Mirror(request => request.SendAsync(404, []))) with
        {
            Folders = new DataFolders(null, Folder.At("a-file"), Folder.At("cache")),
        };

        MnistDownloadException error =
            await Should.ThrowAsync<MnistDownloadException>(() => Mnist.FetchAsync(options, Recorded, Cancellation));

        Recorded.Notes.First().ShouldContain("can't be written to");
        error.Message.ShouldContain(Folder.At("cache", "mnist"));
    }
}
