namespace HandwrittenDigits.Data;

/// <summary>MNIST is in none of the folders where it is looked for, and it was not to be downloaded.</summary>
public sealed class MnistNotFoundException : DigitDataException
{
    /// <summary>Says where MNIST was looked for.</summary>
    /// <param name="notes">What each folder lacked.</param>
    public MnistNotFoundException(IReadOnlyList<string> notes)
        : base(
            "MNIST",
            "its four files in one of the folders where they are looked for",
            $"nothing ({string.Join("; ", notes)}), and downloads are switched off",
            $"Run `digits data fetch` with a network, or set {DataFolders.Variable} to a folder that holds mnist/.") => Notes = notes;

    /// <summary>What each folder lacked.</summary>
    public IReadOnlyList<string> Notes { get; }
}
