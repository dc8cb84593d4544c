namespace HandwrittenDigits.Data;

/// <summary>A line that is not a drawing in the format of <see cref="StrokeFile"/>.</summary>
public sealed class StrokeFormatException : DigitDataException
{
    /// <summary>Says where a text departs from the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="expected">What the format asks for, to follow "expected".</param>
    /// <param name="found">What is there instead, to follow "found".</param>
    /// <param name="inner">What it was noticed by.</param>
    public StrokeFormatException(string file, int line, string expected, string found, Exception? inner = null)
        : base(
            $"{file}, line {line}",
            expected,
            found,
            """Mend or delete that line; a good one is {"label":1,"strokes":[[[10,0],[10,40]]]}.""",
            inner) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
