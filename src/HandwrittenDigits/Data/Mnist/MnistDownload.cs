using System.Net;
using Polly;
using Polly.Retry;

namespace HandwrittenDigits.Data;

/// <summary>Brings MNIST's files into a folder, from whichever mirror gives them.</summary>
internal sealed class MnistDownload : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly MnistOptions options;
    private readonly IProgress<DataProgress>? progress;
    private readonly HttpClient client;
    private readonly ResiliencePipeline retries;

    // The one that gave the last file is asked first for the next.
    private readonly List<Uri> mirrors;

    public MnistDownload(MnistOptions options, IProgress<DataProgress>? progress)
    {
        options.Validate();
        this.options = options;
        this.progress = progress;
        mirrors = [.. options.Mirrors];

        // The stall timeout takes the place of HttpClient's own, which would bound a whole download.
        HttpMessageHandler handler = options.HttpHandler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        client = new HttpClient(handler, disposeHandler: options.HttpHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "HandwrittenDigits" } },
        };
        retries = options.RetriesPerMirror == 0 ? ResiliencePipeline.Empty : RetryPipeline(options);
    }

    /// <summary>Brings what is missing or wrong into a folder that no other process fills at the same time.</summary>
    /// <exception cref="MnistDownloadException">No mirror gave a file.</exception>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written to.</exception>
    public async Task RunAsync(string folder, IReadOnlyList<MnistFile> files, CancellationToken cancellationToken)
    {
        void NoteWait() => Note($"Another process is filling {folder}; waiting for it");
        using FolderLock held =
            await FolderLock.AcquireAsync(folder, NoteWait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        foreach (MnistFile file in files.Where(file => !IsThere(file, folder)))
        {
            await DownloadAsync(file, folder, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static bool IsThere(MnistFile file, string folder)
    {
        try
        {
            return file.FindIn(folder) is { } path && MnistFileReader.Read(file, path).Idx is not null;
        }
        catch (DigitDataException)
        {
            return false;
        }
    }

    private async Task DownloadAsync(MnistFile file, string folder, CancellationToken cancellationToken)
    {
        var download = new ResumableDownload(client, file, folder, options, progress);
        List<string> failures = [];
        Exception? last = null;
        foreach (Uri mirror in mirrors.ToArray())
        {
            try
            {
                await retries.ExecuteAsync(
                    async token => await download.RunAsync(mirror, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                mirrors.Remove(mirror);
                mirrors.Insert(0, mirror);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or InvalidDataException)
            {
                string problem = Describe(e);
                failures.Add($"{mirror.Host}: {problem}");
                Note($"{file.GzipName} is not to be had from {mirror.Host}: {problem}");
                last = e;
            }
        }

        throw new MnistDownloadException(file.GzipName, folder, failures, last);
    }

    private void Note(string message) => progress?.Report(new DataProgress(DataStage.Note, message));

    private static ResiliencePipeline RetryPipeline(MnistOptions options) =>
        new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.RetriesPerMirror,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder()
                    .Handle<HttpRequestException>(e => IsPassing(e))
                    .Handle<IOException>(),
            })
            .Build();

    // The system's own words for a certificate are "see inner exception".
    private static string Describe(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner }
            ? $"no safe connection ({inner.Message})"
            : e.Message;

    // A mirror that can't be reached, or that has no such file, is no better a second later: the next one is asked instead.
    private static bool IsPassing(HttpRequestException e) =>
        e.HttpRequestError is not
            (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        && e.StatusCode is
            null or >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
}

/// <summary>No mirror gave a file of MNIST.</summary>
public sealed class MnistDownloadException : DigitDataException
{
    /// <summary>Says what each mirror did instead.</summary>
    /// <param name="file">The file that was asked for.</param>
    /// <param name="folder">Where it was to go.</param>
    /// <param name="failures">Why each mirror failed, a phrase each.</param>
    /// <param name="inner">The last failure.</param>
    public MnistDownloadException(string file, string folder, IReadOnlyList<string> failures, Exception? inner = null)
        : base(
            file,
            "one of the mirrors to send it",
            $"{failures.Count} that did not ({string.Join("; ", failures)})",
            $"Check the network and run `digits data fetch`, or put MNIST's four files into {folder} by hand.",
            inner) => Failures = failures;

    /// <summary>Why each mirror failed.</summary>
    public IReadOnlyList<string> Failures { get; }
}
