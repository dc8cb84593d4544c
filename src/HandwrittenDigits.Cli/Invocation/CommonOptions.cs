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

    /// <summary>The folder that holds all runs.</summary>
    public static Option<DirectoryInfo> Runs { get; } = new("--runs")
    {
        Description = "The folder that holds the runs",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => new DirectoryInfo("runs"),
    };

    /// <summary>The model to read with.</summary>
    public static Option<FileInfo> Model { get; } = new("--model")
    {
        Description = "A model's file, or the folder of a run of 'digits train' [default: the shipped model]",
        HelpName = "FILE",
    };

    /// <summary>Digits that a program draws, in the place of MNIST.</summary>
    public static Option<bool> Synthetic { get; } = new("--synthetic")
    {
        Description = "Use digits that a program draws in place of MNIST, where that is out of reach",
    };
}
