namespace NotebookKernel.Jupyter;

/// <summary>A connection file cannot be used, or the ports it names are taken; the message says what to do.</summary>
public sealed class ConnectionFileException : Exception
{
    /// <summary>Makes the exception with what to tell the user.</summary>
    public ConnectionFileException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
