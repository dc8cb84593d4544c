namespace HandwrittenDigits.Data;

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
