using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>The standard help of a command, followed by its examples and the exit codes.</summary>
/// <param name="standard">System.CommandLine's own help.</param>
internal sealed class CommandHelp(HelpAction standard) : SynchronousCommandLineAction
{
    private const int RedirectedWidth = 120;

    /// <summary>What <c>digits</c> can do, most used first.</summary>
    private static readonly (string CommandLine, string Meaning)[] Tour =
    [
        ("digits tour", "run the five notebooks, and open the last to draw"),
        ("digits predict photo.png", "read a picture of a digit"),
        ("digits draw", "draw digits in the browser and see them read"),
        ("digits evaluate", "how well the model reads MNIST's test set"),
        ("digits train --epochs 1", "train a model of your own"),
        ("digits data fetch", "download MNIST and check it"),
    ];

    /// <summary>What <c>digits</c> alone shows.</summary>
    public static void WriteWelcome(TextWriter output)
    {
        output.WriteLine("digits: train, evaluate and use a reader of handwritten digits, and run its notebooks.");
        output.WriteLine();
        WriteRows(output, "Try:", Tour);
        output.WriteLine();
        output.WriteLine("'digits --help' lists all commands, 'digits train --help' the options of one.");
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        standard.MaxWidth = Console.IsOutputRedirected ? RedirectedWidth : Math.Max(60, Console.WindowWidth);
        int code = standard.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        IReadOnlyList<(string, string)> examples = command is RootCommand ? Tour : (command as DigitsCommand)?.Examples ?? [];
        if (examples.Count > 0)
        {
            WriteRows(output, "Examples:", examples);
            output.WriteLine();
        }

        WriteRows(output, "Exit codes:", [.. ExitCode.All.Select(exit => ($"{exit.Code}", exit.Meaning))]);
        return code;
    }

    private static void WriteRows(TextWriter output, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        int width = rows.Max(row => row.Left.Length);
        output.WriteLine(title);
        foreach ((string left, string right) in rows)
        {
            output.WriteLine($"  {left.PadRight(width)}  {right}");
        }
    }
}

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
