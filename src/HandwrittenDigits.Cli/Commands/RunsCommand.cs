using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Runs;
using HandwrittenDigits.Training;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits runs</c>: what was trained, side by side.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string[]> Names = new("RUN")
    {
        Description = "Names of runs, or their folders [default: all]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("runs", "List and compare the runs of 'digits train'") { CreateList(), CreateCompare() };

    private static DigitsCommand CreateList()
    {
        var command = new DigitsCommand("list", "Show all runs, oldest first", ("digits runs list", "those in runs/"))
        {
            CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction(parse => List(Read(parse, [], CommandOutput.For(parse)), CommandOutput.For(parse)));
        return command;
    }

    private static DigitsCommand CreateCompare()
    {
        var command = new DigitsCommand(
            "compare",
            "Show what runs came to, and the options in which they differ",
            ("digits runs compare", "all of them, best first"),
            ("digits runs compare 20260131-235959-wide 20260201-000000-small", "two of them"))
        {
            Names, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction(parse => Compare(Read(parse, parse.GetValue(Names) ?? [], CommandOutput.For(parse)), CommandOutput.For(parse)));
        return command;
    }

    private static void List(IReadOnlyList<RunSummary> runs, CommandOutput output)
    {
        if (output.IsJson)
        {
            JsonOutput.Write(new { runs });
            return;
        }

        TextTable table = output.Table("Run", ">Epochs", ">Validation", ">Test", ">Time", "State");
        foreach (RunSummary run in runs)
        {
            table.AddTextRow([run.Name, .. Figures(run), run.Complete ? "complete" : "stopped"]);
        }

        output.Results.Write(table);

        // A command stands in a line of its own: from a table's cell it could not be pasted.
        foreach (RunSummary run in runs.Where(run => !run.Complete))
        {
            output.Result($"To go on with {run.Name}: digits train --resume {DisplayPath.Of(run.Folder)}");
        }
    }

    private static void Compare(IReadOnlyList<RunSummary> runs, CommandOutput output)
    {
        RunSummary[] ranked = [.. runs.OrderByDescending(run => run.ValidationAccuracy).ThenBy(run => run.ValidationLoss)];
        string[] differing =
        [
            .. ranked.SelectMany(run => run.Options.Keys).Distinct()
                .Where(option => ranked.Select(run => run.Options.GetValueOrDefault(option)).Distinct().Count() > 1)
                .Order(StringComparer.Ordinal),
        ];
        if (output.IsJson)
        {
            JsonOutput.Write(new { differing, runs = ranked });
            return;
        }

        // A long name over a short value, "augmentation.rotationDegrees" over "12", takes two lines.
        IEnumerable<string> titles = differing.Select(option => $">{option.Replace(".", ".\n", StringComparison.Ordinal)}");
        TextTable table = output.Table(["Run", ">Epochs", ">Validation", ">Test", ">Time", .. titles]);
        foreach (RunSummary run in ranked)
        {
            IEnumerable<string> options = differing.Select(option => run.Options.GetValueOrDefault(option, string.Empty));
            table.AddTextRow([run.Name, .. Figures(run), .. options]);
        }

        output.Results.Write(table);
        if (ranked.Length > 1 && differing.Length == 0)
        {
            output.Result("All options are the same.");
        }
    }

    private static string[] Figures(RunSummary run) =>
    [
        $"{run.Epochs}/{run.EpochsPlanned}",
        Percentage.Of(run.ValidationAccuracy),
        Percentage.Of(run.TestAccuracy),
        TimeSpan.FromSeconds(run.Seconds).ToString(@"h\:mm\:ss"),
    ];

    // One damaged folder does not hide the others.
    private static List<RunSummary> Read(ParseResult parse, string[] names, CommandOutput output)
    {
        string runs = parse.GetRequiredValue(CommonOptions.Runs).FullName;
        IReadOnlyList<RunFolder> folders = names.Length > 0 ? [.. names.Select(name => Open(runs, name))] : RunFolder.List(runs);
        var summaries = new List<RunSummary>();
        foreach (RunFolder folder in folders)
        {
            try
            {
                summaries.Add(RunSummary.Read(folder));
            }
            catch (RunFolderException e) when (names.Length == 0)
            {
                output.Note($"note: {e.Message}");
            }
        }

        if (summaries.Count == 0)
        {
            output.Note($"No runs in {DisplayPath.Of(runs)}: 'digits train' makes one.");
        }

        return summaries;
    }

    private static RunFolder Open(string runs, string name)
    {
        string inRuns = Path.Combine(runs, name);
        return RunFolder.Open(Directory.Exists(inRuns) ? inRuns : name);
    }
}
