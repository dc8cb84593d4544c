using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Output;

/// <summary>
/// Where a command writes: results to standard output, what it is doing to standard error. With <c>--json</c> standard output
/// holds one object, and what a person would have read there goes to standard error too.
/// </summary>
internal sealed class CommandOutput
{
    private CommandOutput(bool isJson)
    {
        IsJson = isJson;
        Notes = Terminal.Error();
        Results = isJson ? Notes : Terminal.Output();
    }

    /// <summary>True where a script reads standard output.</summary>
    public bool IsJson { get; }

    /// <summary>For results that a person reads.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>For what is being done, and progress.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>The output of a command as it was called.</summary>
    public static CommandOutput For(ParseResult parse) => new(parse.GetValue(CommonOptions.Json));

    /// <summary>Writes a line of results, as long as it is: a command or a path that is broken over two lines can't be pasted.</summary>
    public void Result(string line) => Results.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes a line on what is being done, as long as it is.</summary>
    public void Note(string line) => Notes.Profile.Out.Writer.WriteLine(line);

    /// <summary>A table with the look that fits where it goes.</summary>
    /// <param name="columns">The titles; those that begin with '>' are of numbers, aligned to the right.</param>
    // Without borders a table in a file stays lines of words, which grep and awk read.
    public TextTable Table(params string[] columns) =>
        new(Results.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.None, columns);
}
