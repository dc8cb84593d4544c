namespace HandwrittenDigits.Modeling;

/// <summary>
/// A model's file is damaged, or is not what it was taken for. The message says what was expected and what was found.
/// </summary>
public sealed class ModelFormatException : IOException
{
    /// <summary>Makes the error.</summary>
    /// <param name="source">The file, or where else the bytes came from.</param>
    /// <param name="problem">What was expected and what was found, a whole sentence.</param>
    /// <param name="inner">What made it known, where that was another error.</param>
    public ModelFormatException(string source, string problem, Exception? inner = null)
        : base($"{source}: {problem}", inner)
    {
    }
}
