using System.Security.Cryptography;
using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

/// <summary>A test that downloads one file into a folder of its own, from mirrors on this machine.</summary>
public abstract class DownloadTest : IDisposable
{
    internal static readonly byte[] Content = IdxBytes.Gzip(IdxBytes.Of(0x08, [100_000], RandomBytes(100_000)));
    internal static readonly MnistFile File1 = new(
        "digits-idx1-ubyte", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)), "no other content", 100_000);

    protected List<LoopbackMirror> Mirrors { get; } = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal TemporaryFolder Folder { get; } = new();

    internal Recorder Recorded { get; } = new();

    protected string Target => Folder.At(File1.GzipName);

    protected string Part => Target + ".part";

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Mirrors.ForEach(mirror => mirror.Dispose());
        Folder.Dispose();
    }

    protected static MnistOptions Options(params LoopbackMirror[] mirrors) =>
        new() { Mirrors = [.. mirrors.Select(mirror => mirror.Address)], RetryDelay = TimeSpan.Zero };

    protected LoopbackMirror Good() => Mirror(request => request.SendPartAsync(Content));

    protected LoopbackMirror Mirror(Func<LoopbackMirror.Request, Task> answer)
    {
        var mirror = new LoopbackMirror(answer);
        Mirrors.Add(mirror);
        return mirror;
    }

    protected Task DownloadAsync(params LoopbackMirror[] mirrors) => DownloadAsync(Options(mirrors));

    protected async Task DownloadAsync(MnistOptions options)
    {
        using var download = new MnistDownload(options, Recorded);
        await download.RunAsync(Folder.Path, [File1], Cancellation);
    }

    // What is reported as done has been written to the part.
    protected Task PartHasAsync(long length) =>
        Recorded.WaitAsync(report => report.Stage == DataStage.Downloading && report.BytesDone >= length);

    protected void ShouldBeComplete()
    {
        File.ReadAllBytes(Target).ShouldBe(Content);
        File.Exists(Part).ShouldBeFalse();
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
