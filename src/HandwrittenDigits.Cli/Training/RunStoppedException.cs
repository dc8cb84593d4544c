namespace HandwrittenDigits.Cli.Training;

/// <summary>A run was stopped on request; the message says how to go on with it.</summary>
internal sealed class RunStoppedException(string message, OperationCanceledException inner, CancellationToken token)
    : OperationCanceledException(message, inner, token);
