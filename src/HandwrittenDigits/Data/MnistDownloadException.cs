namespace HandwrittenDigits.Data;

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
