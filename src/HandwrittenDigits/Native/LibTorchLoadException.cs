namespace HandwrittenDigits.Native;

/// <summary>libtorch, the native library that does TorchSharp's work, could not be found or loaded. The message says what to do.</summary>
public sealed class LibTorchLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was looked for, where, and what mends it.</param>
    /// <param name="innerException">What the system's loader said, if it was asked.</param>
    public LibTorchLoadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
