namespace NotebookKernel.Headless.Documents;

/// <summary>A file that is no notebook this program can read; the message says where it is wrong and what to do.</summary>
/// <param name="message">What was expected and what was found.</param>
/// <param name="inner">The parser's own account.</param>
public sealed class NotebookFormatException(string message, Exception? inner = null) : Exception(message, inner);
