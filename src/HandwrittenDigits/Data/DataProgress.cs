namespace HandwrittenDigits.Data;

/// <summary>How far loading data has come.</summary>
/// <param name="Stage">What it is busy with.</param>
/// <param name="Message">One line for a person.</param>
/// <param name="File">The name of the file that it is about, or null.</param>
/// <param name="BytesDone">Bytes of that file that are done.</param>
/// <param name="BytesTotal">Bytes that it has altogether; 0 where that is not known.</param>
public sealed record DataProgress(DataStage Stage, string Message, string? File = null, long BytesDone = 0, long BytesTotal = 0);

/// <summary>What loading data is busy with.</summary>
public enum DataStage
{
    /// <summary>Something that a person should know, for example that a folder named in the environment does not exist.</summary>
    Note,

    /// <summary>Downloading a file.</summary>
    Downloading,

    /// <summary>Reading, checking and decompressing a file.</summary>
    Reading,
}
