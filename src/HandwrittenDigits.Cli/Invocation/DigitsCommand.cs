using System.CommandLine;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>A command whose help shows how it is used.</summary>
internal sealed class DigitsCommand : Command
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does, one line.</param>
    /// <param name="examples">Whole command lines, each with what it does.</param>
    public DigitsCommand(string name, string description, params (string CommandLine, string Meaning)[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Whole command lines, each with what it does.</summary>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples { get; }
}
