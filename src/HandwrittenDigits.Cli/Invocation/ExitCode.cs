namespace HandwrittenDigits.Cli.Invocation;

/// <summary>What the program's exit code says to a script.</summary>
internal static class ExitCode
{
    /// <summary>The job is done.</summary>
    public const int Success = 0;

    /// <summary>The job could not be done.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong: an unknown command, a missing argument, a value out of range.</summary>
    public const int Usage = 2;

    /// <summary>A file that is needed is missing, damaged, or not what it should be.</summary>
    public const int Data = 3;

    /// <summary>Stopped by Ctrl-C or a termination signal: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;

    /// <summary>The codes in a line or two each, for the help.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "done"),
        (Failure, "the job could not be done"),
        (Usage, "wrong command line"),
        (Data, "a file is missing, damaged or not what it should be"),
        (Cancelled, "stopped by Ctrl-C"),
    ];
}
