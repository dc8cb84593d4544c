namespace HandwrittenDigits.Data;

/// <summary>A file that has the name of one of MNIST's, but not its content.</summary>
public sealed class MnistFileException : DigitDataException
{
    /// <summary>Says what the file is instead.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What kind of wrong file it is.</param>
    /// <param name="expected">What it should be, to follow "expected".</param>
    /// <param name="found">What it is, to follow "found".</param>
    /// <param name="inner">What it was noticed by.</param>
    public MnistFileException(string path, MnistFileProblem problem, string expected, string found, Exception? inner = null)
        : base(path, expected, found, "Delete that file and run `digits data fetch` to download the right one.", inner) =>
        Problem = problem;

    /// <summary>What kind of wrong file it is.</summary>
    public MnistFileProblem Problem { get; }
}
