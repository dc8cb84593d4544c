using System.Net;
using System.Net.Http.Headers;

namespace HandwrittenDigits.Data;

/// <summary>
/// Downloads one file into a part beside it, going on where an earlier try or an earlier process stopped, and lets it take the
/// file's name only once its SHA-256 is right.
/// </summary>
internal sealed class ResumableDownload(
    HttpClient client, MnistFile file, string folder, MnistOptions options, IProgress<DataProgress>? progress)
{
    private const int BufferLength = 1 << 16;

    // What has to come within a stall timeout: a mirror that drips is no better than one that is silent. 3 kB/s at 20 s.
    private const int LeastBytes = 1 << 16;

    private readonly string path = Path.Combine(folder, file.GzipName);

    private string PartPath => path + ".part";

    /// <summary>Tries once.</summary>
    /// <exception cref="HttpRequestException">The mirror did not answer, or not with the file.</exception>
    /// <exception cref="IOException">The connection broke, or a part that lay there turned out wrong: try again.</exception>
    /// <exception cref="TimeoutException">The mirror could not be reached in time, or sent too little.</exception>
    /// <exception cref="InvalidDataException">The mirror sent another file.</exception>
    public async Task RunAsync(Uri mirror, CancellationToken cancellationToken)
    {
        try
        {
            await FillAsync(mirror, cancellationToken).ConfigureAwait(false);
        }
        catch when (new FileInfo(PartPath) is { Exists: true, Length: 0 })
        {
            File.Delete(PartPath);
            throw;
        }

        File.Move(PartPath, path, overwrite: true);
    }

    private async Task FillAsync(Uri mirror, CancellationToken cancellationToken)
    {
        FileStream part = new(PartPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using (part.ConfigureAwait(false))
        {
            if (part.Length > file.GzipLength)
            {
                part.SetLength(0);
            }

            long resumedFrom = part.Length;
            if (part.Length < file.GzipLength)
            {
                resumedFrom = await ReceiveAsync(mirror, part, cancellationToken).ConfigureAwait(false);
            }

            await CheckAsync(mirror, part, resumedFrom, cancellationToken).ConfigureAwait(false);
            part.Flush(flushToDisk: true);
        }
    }

    /// <returns>How much of the part was there before.</returns>
    private async Task<long> ReceiveAsync(Uri mirror, FileStream part, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(options.StallTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellationToken);
        bool isConnected = false;
        long received = 0;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(mirror, file.GzipName));
            request.Headers.Range = part.Length > 0 ? new RangeHeaderValue(part.Length, null) : null;
            using HttpResponseMessage response =
                await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            isConnected = true;
            long start = StartOf(response, part);
            part.SetLength(start);
            part.Position = start;

            using Stream body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            byte[] buffer = new byte[BufferLength];
            long enough = LeastBytes;
            stall.CancelAfter(options.StallTimeout);
            int count;
            do
            {
                progress?.Report(new DataProgress(
                    DataStage.Downloading,
                    $"Downloading {file.GzipName} from {mirror.Host}",
                    file.GzipName,
                    part.Length,
                    file.GzipLength));
                if (received >= enough)
                {
                    stall.CancelAfter(options.StallTimeout);
                    enough = received + LeastBytes;
                }

                count = await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);

                // One byte too many is enough to know that it is another file; the rest is not worth a disk.
                count = (int)Math.Min(count, file.GzipLength + 1 - part.Length);
                await part.WriteAsync(buffer.AsMemory(0, count), either.Token).ConfigureAwait(false);
                received += count;
            }
            while (count > 0);

            return start;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own time for connecting ends in the same exception as a cancellation.
            string problem = (isConnected, received) switch
            {
                (false, _) when !stall.IsCancellationRequested => "no connection in time",
                (_, 0) => $"nothing came for {options.StallTimeout.TotalSeconds:0.#} s",
                _ => $"less than {LeastBytes >> 10} KiB came in {options.StallTimeout.TotalSeconds:0.#} s",
            };

            // One that had begun to send well may do so again, and goes on from there.
            throw received >= LeastBytes ? new IOException(problem, e) : new TimeoutException(problem, e);
        }
    }

    private static long StartOf(HttpResponseMessage response, FileStream part)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return 0;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == part.Length:
                return part.Length;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                // A mirror that can't go on from here can still begin from the start.
                part.SetLength(0);
                throw new HttpRequestException($"the answer is another part than asked for ({response.Content.Headers.ContentRange})");
            default:
                throw new HttpRequestException(
                    $"the answer is {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode);
        }
    }

    private async Task CheckAsync(Uri mirror, FileStream part, long resumedFrom, CancellationToken cancellationToken)
    {
        part.Position = 0;
        byte[] bytes = new byte[part.Length];
        await part.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (MnistFileReader.Sha256(bytes) == file.GzipSha256)
        {
            return;
        }

        part.SetLength(0);
        if (resumedFrom > 0)
        {
            throw new IOException("the part that had been downloaded before was wrong");
        }

        string length = bytes.Length > file.GzipLength ? $"more than {file.GzipLength:N0}" : $"{bytes.Length:N0}";
        throw new InvalidDataException(IsMarkup(bytes)
            ? $"{mirror.Host} sent a web page in place of the file: is there a network that wants a sign-in first?"
            : $"{mirror.Host} sent another file, of {length} bytes");
    }

    private static bool IsMarkup(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'<', ..];
}
