namespace HandwrittenDigits.Cli.Invocation;

/// <summary>What was asked for is not possible in this way; the message says what is.</summary>
/// <param name="message">One line for the person who typed it.</param>
/// <param name="inner">What noticed it.</param>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
