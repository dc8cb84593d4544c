using HandwrittenDigits.Data;

namespace HandwrittenDigits.Imaging;

/// <summary>
/// A file is no picture that can be read.
/// </summary>
/// <param name="file">The file's path, or what the stream is called.</param>
/// <param name="expected">What should be there, to follow "expected".</param>
/// <param name="found">What is there instead, to follow "found".</param>
/// <param name="mend">A whole sentence: what to do next.</param>
public sealed class PictureFormatException(string file, string expected, string found, string mend)
    : DigitDataException(file, expected, found, mend);
