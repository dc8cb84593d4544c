using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;
using Microsoft.Extensions.Time.Testing;

namespace HandwrittenDigits.Tests.Data;

/// <summary>What mirrors and the networks before them do wrong: each is left for the next mirror, in bounded time.</summary>
public sealed class MirrorFailureTests : DownloadTest
{
    [Fact]
    public async Task RunAsync_MirrorThatAcceptsAndStaysSilent_IsLeftForTheNext()
    {
        var time = new FakeTimeProvider();
        LoopbackMirror silent = Mirror(async request =>
        {
            time.Advance(TimeSpan.FromDays(1));
            await request.HangAsync();
        });

        await DownloadAsync(Options(silent, Good()) with { TimeProvider = time });

        silent.Requests.Count.ShouldBe(1);
        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("nothing came for 20 s");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_MirrorThatDrips_IsLeftForTheNext()
    {
        var time = new FakeTimeProvider();
        LoopbackMirror dripping = Mirror(async request =>
        {
            await request.SendAsync(200, [], announced: Content.Length);
            for (int sent = 0; sent < 3; sent++)
            {
                await request.Stream.WriteAsync(Content.AsMemory(sent, 1), request.Stopped);
                await PartHasAsync(sent + 1);
            }

            // Each byte came in time; all three together are too few for it.
            time.Advance(TimeSpan.FromDays(1));
            await request.HangAsync();
        });

        await DownloadAsync(Options(dripping, Good()) with { TimeProvider = time });

        dripping.Requests.Count.ShouldBe(1);
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_FirewallThatSwallowsTheConnection_IsLeftForTheNext()
    {
        // What the system's own handler does when no connection comes about.
        LoopbackMirror good = Good();
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (context, token) =>
            {
                if (context.DnsEndPoint.Host == "localhost")
                {
                    await Task.Delay(Timeout.Infinite, token);
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        MnistOptions options = Options(good) with { HttpHandler = handler };

        await DownloadAsync(options with { Mirrors = [new Uri("https://localhost/mnist/"), .. options.Mirrors] });

        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("no connection in time");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_CertificateThatNobodyVouchesFor_IsLeftForTheNext()
    {
        using var key = RSA.Create();
        X509Certificate2 own = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        LoopbackMirror unknown = new(request => request.SendAsync(200, Content), own);
        Mirrors.Add(unknown);

        await DownloadAsync(unknown, Good());

        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("certificate");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_NameThatNobodyKnows_IsLeftForTheNext()
    {
        // RFC 6761: no name below "invalid" is ever resolved.
        MnistOptions options = Options(Good());

        await DownloadAsync(options with { Mirrors = [new Uri("https://mirror.invalid/mnist/"), .. options.Mirrors] });

        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("mirror.invalid");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_RedirectLoop_IsLeftForTheNext()
    {
        LoopbackMirror loop = Mirror(request => request.SendAsync(302, [], extraHeader: $"Location: {File1.GzipName}\r\n"));

        await DownloadAsync(loop, Good());

        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("302");
        ShouldBeComplete();
    }

    [Fact]
    public async Task RunAsync_WebPageInPlaceOfTheFile_SaysSo()
    {
        LoopbackMirror signIn = Mirror(request => request.SendAsync(200, "\n<!doctype html><title>Sign in</title>"u8.ToArray()));

        await DownloadAsync(signIn, Good());

        Recorded.Notes.ShouldHaveSingleItem().ShouldContain("web page");
        ShouldBeComplete();
    }
}
