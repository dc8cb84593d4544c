namespace HandwrittenDigits.Training.Sweeps;

/// <summary>A sweep can't go on as asked; the message says why and what to do.</summary>
public sealed class SweepException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, and what mends it.</param>
    /// <param name="innerException">The cause, if it was another exception.</param>
    public SweepException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
