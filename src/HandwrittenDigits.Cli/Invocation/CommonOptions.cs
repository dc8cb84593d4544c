using System.CommandLine;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The environment variable that does what <see cref="Verbose"/> does.</summary>
    public const string VerboseVariable = "DIGITS_VERBOSE";

    /// <summary>Says everything about a failure. Every command has it.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = $"On failure, show where in the program it happened ({VerboseVariable}=1 does the same)",
        Recursive = true,
    };

    /// <summary>Standard output is one JSON object and nothing else.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON object to standard output, and nothing else there",
    };
}
