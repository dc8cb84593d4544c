namespace HandwrittenDigits.Training;

/// <summary>A run's folder can't be used as asked; the message says why and what to do.</summary>
public sealed class RunFolderException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which folder, what was expected and found, and what mends it.</param>
    /// <param name="innerException">The cause, if it was another exception.</param>
    public RunFolderException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
