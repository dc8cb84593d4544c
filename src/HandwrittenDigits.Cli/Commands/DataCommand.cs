using System.CommandLine;
using System.CommandLine.Parsing;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits data</c>: gets MNIST, checks it, and says what data are at hand.</summary>
internal static class DataCommand
{
    private static readonly Option<DirectoryInfo> Folder = new("--folder")
    {
        Description = "The folder of MNIST's four files [default: the usual places]",
        HelpName = "FOLDER",
    };

    private static readonly Option<Uri[]> Mirrors = new("--mirror")
    {
        Description = "An https:// address below which the four files lie; may be repeated [default: three public mirrors]",
        HelpName = "URL",
        CustomParser = ParseMirrors,
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("data", "Get MNIST, check it, and say what data are at hand")
    {
        CreateFetch(), CreateVerify(), CreateInfo(),
    };

    private static DigitsCommand CreateFetch()
    {
        var command = new DigitsCommand(
            "fetch",
            "Download what is missing or wrong of MNIST's four files, and check them",
            ("digits data fetch", "into the first of the usual places that can be written to"),
            ("digits data fetch --folder mnist", "into a folder of your choice"),
            ("digits data fetch --mirror https://example.org/mnist/", "from a server of your own"))
        {
            Folder, Mirrors, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => FetchAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static DigitsCommand CreateVerify()
    {
        var command = new DigitsCommand(
            "verify",
            "Check each of MNIST's four files against its published SHA-256",
            ("digits data verify", "the files that the other commands would use"))
        {
            Folder, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => VerifyAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static DigitsCommand CreateInfo()
    {
        var command = new DigitsCommand("info", "Show where data are looked for and what is there") { CommonOptions.Json };
        command.SetAction(parse => ShowInfo(CommandOutput.For(parse)));
        return command;
    }

    private static async Task<int> FetchAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        var options = new MnistOptions { Folder = parse.GetValue(Folder)?.FullName };
        options = parse.GetValue(Mirrors) is { Length: > 0 } mirrors ? options with { Mirrors = mirrors } : options;
        string folder = await LiveProgress.RunAsync(
            output.Notes, bars => Mnist.FetchAsync(options, new DataProgressDisplay(output.Notes, bars), cancellationToken));
        return await ReportAsync(folder, output, cancellationToken);
    }

    private static Uri[] ParseMirrors(ArgumentResult result)
    {
        var mirrors = new List<Uri>();
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            // Without the slash at its end the last part of an address would be taken for a file.
            if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? mirror))
            {
                mirrors.Add(mirror);
            }
            else
            {
                result.AddError($"--mirror {text} is no address: write https://server/folder/.");
            }
        }

        return [.. mirrors];
    }

    private static Task<int> VerifyAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string folder = parse.GetValue(Folder)?.FullName ?? Mnist.Find()?.Folder ?? throw new DigitDataException(
            "MNIST",
            "its four files in one of the usual places",
            "them in none",
            "Run 'digits data fetch', or name their folder with --folder.");
        return ReportAsync(folder, output, cancellationToken);
    }

    private static async Task<int> ReportAsync(string folder, CommandOutput output, CancellationToken cancellationToken)
    {
        IReadOnlyList<MnistFileReport> files = await Mnist.VerifyAsync(folder, cancellationToken);
        string[] problems = [.. files.Select(file => file.Problem).OfType<string>()];
        if (output.IsJson)
        {
            JsonOutput.Write(new
            {
                folder,
                good = problems.Length == 0,
                files = files.Select(file => new { name = file.File.Name, file.Path, file.Sha256, good = file.IsGood, file.Problem }),
            });
        }
        else
        {
            output.Result($"MNIST in {folder}");
            TextTable table = output.Table("File", "State", "SHA-256");
            foreach (MnistFileReport file in files)
            {
                table.AddTextRow(file.File.Name, file.IsGood ? "good" : "wrong", file.Sha256 ?? string.Empty);
            }

            output.Results.Write(table);
        }

        foreach (string problem in problems)
        {
            output.Note($"error: {problem}");
        }

        return problems.Length == 0 ? ExitCode.Success : ExitCode.Data;
    }

    private static void ShowInfo(CommandOutput output)
    {
        var data = DataAtHand.Discover();
        if (output.IsJson)
        {
            JsonOutput.Write(data);
            return;
        }

        data.Write(output);
    }
}
