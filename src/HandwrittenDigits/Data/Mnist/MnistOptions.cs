namespace HandwrittenDigits.Data;

/// <summary>How <see cref="Mnist"/> gets its files.</summary>
public sealed record MnistOptions
{
    /// <summary>The mirrors that are asked, in this order, where no others are given.</summary>
    public static IReadOnlyList<Uri> DefaultMirrors { get; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        new("https://raw.githubusercontent.com/fgnt/mnist/master/"),
    ];

    /// <summary>The folder of the four files: looked in first, and downloaded to. None by default.</summary>
    public string? Folder { get; init; }

    /// <summary>The other folders that are looked in; by default those of this process.</summary>
    public DataFolders? Folders { get; init; }

    /// <summary>The environment variable that switches downloads off where it is set to anything but 0.</summary>
    public const string OfflineVariable = "HANDWRITTEN_DIGITS_OFFLINE";

    /// <summary>True to never download. By default what <see cref="OfflineVariable"/> says: false where it is not set.</summary>
    public bool Offline { get; init; } = Environment.GetEnvironmentVariable(OfflineVariable) is { Length: > 0 } and not "0";

    /// <summary>
    /// True to load <see cref="SyntheticDigits"/> where MNIST is neither at hand nor to be downloaded; the result then says
    /// so. False by default. A file that is there but wrong is an error all the same.
    /// </summary>
    public bool FallBackToSynthetic { get; init; }

    /// <summary>How many synthetic digits to train on, 12,000 by default.</summary>
    public int SyntheticTrainCount { get; init; } = 12_000;

    /// <summary>How many synthetic digits to test on, 2,000 by default.</summary>
    public int SyntheticTestCount { get; init; } = 2_000;

    /// <summary>Where the compressed files lie, over HTTPS (or on this machine); by default <see cref="DefaultMirrors"/>.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = DefaultMirrors;

    /// <summary>
    /// How often a mirror that fails is asked again, 2 by default; one that can't be reached, or is silent, is left at once.
    /// </summary>
    public int RetriesPerMirror { get; init; } = 2;

    /// <summary>The wait before a mirror is asked again, 1 s by default; it doubles each time.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a mirror may take for its first answer, and then for each 64 KiB, before it is given up; 20 s by default.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What sends the requests, not disposed; by default the system's own.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>The clock of timeouts and waits; by default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks that the options can be used.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or a mirror is not HTTPS.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(SyntheticTrainCount);
        ArgumentOutOfRangeException.ThrowIfNegative(SyntheticTestCount);
        ArgumentOutOfRangeException.ThrowIfNegative(RetriesPerMirror);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
        static bool IsSafe(Uri mirror) => mirror.IsAbsoluteUri && (mirror.Scheme == Uri.UriSchemeHttps || mirror.IsLoopback);
        if (Mirrors.FirstOrDefault(mirror => !IsSafe(mirror)) is { } insecure)
        {
            throw new ArgumentException($"{insecure}: a mirror's address has to begin with https://.", nameof(Mirrors));
        }
    }
}
