namespace HandwrittenDigits.Training.Sweeps;

/// <summary>A sweep's file can't be used; the message says where it is wrong and what it has to be.</summary>
public sealed class SweepFileException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which file, what was expected and found, and what mends it.</param>
    /// <param name="innerException">The cause, if it was another exception.</param>
    public SweepFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
