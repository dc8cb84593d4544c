namespace HandwrittenDigits.Data;

/// <summary>MNIST is in none of the folders where it is looked for, and it was not to be downloaded.</summary>
public sealed class MnistNotFoundException : DigitDataException
{
    /// <summary>Says where MNIST was looked for.</summary>
    /// <param name="folders">The folders that were looked in.</param>
    /// <param name="notes">What a person should know of some of them.</param>
    public MnistNotFoundException(IReadOnlyList<string> folders, IReadOnlyList<string> notes)
        : base(
            "MNIST",
            $"its four files in {string.Join(" or ", folders)}",
            string.Join("; ", ["no folder with all four, and downloads are switched off", .. notes]),
            $"Run `digits data fetch` with a network, or set {DataFolders.Variable} to a folder that holds mnist/.") => Folders = folders;

    /// <summary>The folders that were looked in.</summary>
    public IReadOnlyList<string> Folders { get; }
}
