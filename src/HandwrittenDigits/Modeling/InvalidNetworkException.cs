namespace HandwrittenDigits.Modeling;

/// <summary>
/// A module can't be used as a network that reads digits: it takes or gives other shapes, or its weights are not to be found. The message
/// says which, and what to change.
/// </summary>
public sealed class InvalidNetworkException : ArgumentException
{
    /// <summary>Makes the error.</summary>
    /// <param name="problem">What was expected, what was found and what to change, whole sentences.</param>
    /// <param name="inner">What made it known, where that was another error.</param>
    public InvalidNetworkException(string problem, Exception? inner = null)
        : base(problem, inner)
    {
    }
}
