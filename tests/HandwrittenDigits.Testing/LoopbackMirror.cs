using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HandwrittenDigits.Testing;

/// <summary>A mirror on this machine that answers as a test tells it to, well or badly; a connection a request.</summary>
public sealed class LoopbackMirror : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Request, Task> answer;
    private readonly X509Certificate2? certificate;
    private readonly Task serving;

    /// <summary>Begins to listen.</summary>
    /// <param name="answer">Answers one request; the connection ends with it.</param>
    /// <param name="certificate">What it shows where it is to be asked over HTTPS.</param>
    public LoopbackMirror(Func<Request, Task> answer, X509Certificate2? certificate = null)
    {
        this.answer = answer;
        this.certificate = certificate;
        listener.Start();
        Address = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mnist/");
        serving = Task.Run(ServeAsync);
    }

    /// <summary>What to give as a mirror.</summary>
    public Uri Address { get; }

    /// <summary>What was asked for so far.</summary>
    public ConcurrentQueue<Request> Requests { get; } = [];

    /// <summary>A mirror that holds these files and can go on from the middle of one.</summary>
    public static LoopbackMirror Of(params (string Name, byte[] Content)[] files) => new(request =>
        files.FirstOrDefault(file => file.Name == request.File) is { Content: { } content }
            ? request.SendPartAsync(content)
            : request.SendAsync(404, []));

    /// <summary>Ends all connections.</summary>
    public void Dispose()
    {
        stop.Cancel();
        serving.Wait();
        listener.Stop();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                answers.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var encrypted = new SslStream(stream);
                    await encrypted.AuthenticateAsServerAsync(certificate);
                    stream = encrypted;
                }

                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                if (await reader.ReadLineAsync(stop.Token) is not { } line)
                {
                    return;
                }

                string path = line.Split(' ')[1];
                long? from = null;
                while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } header)
                {
                    if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                    {
                        from = long.Parse(header["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
                    }
                }

                var request = new Request(path["/mnist/".Length..], from, stream, stop.Token);
                Requests.Enqueue(request);
                await answer(request);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException)
            {
                // The client has left, or the test has ended.
            }
        }
    }

    /// <summary>What a client asked for.</summary>
    /// <param name="File">The file.</param>
    /// <param name="From">The first byte wanted, where not the whole file is.</param>
    /// <param name="Stream">Where the answer goes.</param>
    /// <param name="Stopped">Cancelled at the end of the test.</param>
    public sealed record Request(string File, long? From, Stream Stream, CancellationToken Stopped)
    {
        /// <summary>The whole content, or the part asked for.</summary>
        public Task SendPartAsync(byte[] content) => From is { } from
            ? SendAsync(206, content[(int)from..], extraHeader: $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n")
            : SendAsync(200, content);

        /// <summary>Announces <paramref name="announced"/> bytes, sends <paramref name="content"/> and hangs up.</summary>
        public async Task SendAsync(int status, byte[] content, int? announced = null, string extraHeader = "")
        {
            string head =
                $"HTTP/1.1 {status} Status\r\nContent-Length: {announced ?? content.Length}\r\n{extraHeader}Connection: close\r\n\r\n";
            await Stream.WriteAsync(Encoding.ASCII.GetBytes(head), Stopped);
            await Stream.WriteAsync(content, Stopped);
        }

        /// <summary>Waits until the client hangs up.</summary>
        public Task HangAsync() => Stream.CopyToAsync(System.IO.Stream.Null, Stopped);
    }
}
