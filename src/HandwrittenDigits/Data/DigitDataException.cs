namespace HandwrittenDigits.Data;

/// <summary>
/// Data that can't be used. The message names the file, what was expected, what was found, and what mends it.
/// </summary>
public class DigitDataException : Exception
{
    /// <summary>Says what is wrong with a file or folder.</summary>
    /// <param name="file">The file, the folder or the line of a file.</param>
    /// <param name="expected">What should be there, to follow "expected".</param>
    /// <param name="found">What is there instead, to follow "found".</param>
    /// <param name="mend">A whole sentence: what to do next.</param>
    /// <param name="inner">What it was noticed by.</param>
    public DigitDataException(string file, string expected, string found, string mend, Exception? inner = null)
        : base($"{file}: expected {expected}, found {found}. {mend}", inner)
    {
        File = file;
        Expected = expected;
        Found = found;
        Mend = mend;
    }

    /// <summary>The file, the folder or the line of a file.</summary>
    public string File { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there instead.</summary>
    public string Found { get; }

    /// <summary>What to do next.</summary>
    public string Mend { get; }
}
