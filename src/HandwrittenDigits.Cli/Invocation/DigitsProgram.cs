using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using HandwrittenDigits.Cli.Commands;

namespace HandwrittenDigits.Cli.Invocation;

/// <summary>The program: its commands, and how an invocation ends.</summary>
internal static class DigitsProgram
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What was typed after <c>digits</c>.</param>
    /// <param name="cancellationToken">Asks the command to stop.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        // A file name may begin with '@': it is not to be taken for a list of arguments.
        ParseResult parse = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        string[] errors = [.. parse.Errors.Select(error => Message(error, parse)), .. MistypedOptions(parse)];
        if (errors.Length > 0)
        {
            return RefuseUsage(parse, errors, IsJson(arguments));
        }

        try
        {
            // Signals are Interruption's; and a failure is reported below, in one line.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e)
        {
            return Failure.Of(e, cancellationToken).Report(IsJson(arguments), IsVerbose(parse));
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("Train, evaluate and use a reader of handwritten digits, and run its notebooks.")
        {
            TourCommand.Create(),
            PredictCommand.Create(),
            DrawCommand.Create(),
            EvaluateCommand.Create(),
            TrainCommand.Create(),
            SweepCommand.Create(),
            RunsCommand.Create(),
            ReportCommand.Create(),
            DataCommand.Create(),
            ExportCommand.Create(),
            NotebookCommand.Create(),
            KernelCommand.Create(),
            LibTorchCommand.Create(),
            InfoCommand.Create(),
            CommonOptions.Verbose,
        };
        WrittenNumber.ReadIn(root);
        root.SetAction(_ => CommandHelp.WriteWelcome(Console.Out));
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new CommandHelp((HelpAction)help.Action!);
        }

        return root;
    }

    private static int RefuseUsage(ParseResult parse, string[] errors, bool json)
    {
        string command = CommandPath(parse.CommandResult);
        var failure = new Failure(ExitCode.Usage, string.Join(Environment.NewLine, errors), null);
        failure.Report(json, verbose: false);
        Console.Error.WriteLine($"'{command} --help' shows how it is used.");
        return failure.Code;
    }

    // An argument takes whatever is no option: a mistyped one would be a file that is not there. After "--" all are files.
    private static IEnumerable<string> MistypedOptions(ParseResult parse) =>
        parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Where(token => token.Value is ['-', _, ..])
                .Select(token => $"Unrecognized option '{token.Value}'.{Suggestion.For(token.Value, parse.CommandResult.Command)} "
                    + $"If it is a file, write './{token.Value}'.");

    private static string Message(ParseError error, ParseResult parse)
    {
        string? mistyped = parse.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));
        return mistyped is null ? error.Message : error.Message + Suggestion.For(mistyped, parse.CommandResult.Command);
    }

    // "digits runs list"
    private static string CommandPath(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{CommandPath(parent)} {result.Command.Name}" : result.Command.Name;

    // A command line that can't be parsed has no options yet, and a script that asked for JSON still reads its output.
    private static bool IsJson(string[] arguments) => arguments.Contains(CommonOptions.Json.Name);

    private static bool IsVerbose(ParseResult parse) =>
        parse.GetValue(CommonOptions.Verbose)
        || Environment.GetEnvironmentVariable(CommonOptions.VerboseVariable) is { Length: > 0 } and not "0";
}
