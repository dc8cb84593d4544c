namespace HandwrittenDigits.Data;

/// <summary>A file that is not well-formed IDX.</summary>
public sealed class IdxFormatException : DigitDataException
{
    private const string GetItAgain = "Get the file again from where it came from, or name another.";

    /// <summary>Says where a file departs from the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="expected">What the format asks for, to follow "expected".</param>
    /// <param name="found">What is there instead, to follow "found".</param>
    /// <param name="inner">What it was noticed by.</param>
    public IdxFormatException(string file, string expected, string found, Exception? inner = null)
        : base(file, expected, found, GetItAgain, inner)
    {
    }
}
