using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Runs;
using HandwrittenDigits.Notebooks.Comparison;
using HandwrittenDigits.Training.Runs;
using SharedSource;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits runs</c>: what was trained, side by side.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string[]> Names = new("RUN")
    {
        Description = "Names of runs, or their folders [default: all]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Argument<string> OneName = new("RUN") { Description = "The run's name, or its folder" };

    private static readonly Argument<string[]> SomeNames = new("RUN")
    {
        Description = "Names of runs, or their folders",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Where = new("--where")
    {
        Description = "Only the runs of which this holds, with =, !=, <, <=, >, >= or ~ (contains); may be given more than once",
        HelpName = "CONDITION",
    };

    private static readonly Option<string> Sort = new("--sort")
    {
        Description = "Sort by a figure or an option [default: oldest first]",
        HelpName = "FIELD",
    };

    private static readonly Option<bool> Descending = new("--descending") { Description = "Sort from the greatest to the least" };

    private static readonly Option<int?> Limit = new("--limit") { Description = "Show only the first so many", HelpName = "N" };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Delete without asking" };

    private static readonly Option<bool> Epochs = new("--epochs") { Description = "A row an epoch, rather than a row a run" };

    private static readonly Option<FileInfo> Output = new("--output")
    {
        Description = "The file to write [default: runs.html; of export, standard output]",
        HelpName = "FILE",
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("runs", "List, compare, plot, show, export and delete the runs of 'digits train'")
    {
        CreateList(), CreateCompare(), CreatePlot(), CreateShow(), CreateExport(), CreateDelete(),
    };

    private static DigitsCommand CreateList()
    {
        var command = new DigitsCommand(
            "list",
            "Show all runs, oldest first",
            ("digits runs list", "those in runs/"),
            ("digits runs list --sort validation --descending --limit 10", "the ten best"),
            ("digits runs list --where network=wide --where \"validation>98%\"", "some of them"))
        {
            Where, Sort, Descending, Limit, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction(parse => List(parse, CommandOutput.For(parse)));
        return command;
    }

    private static DigitsCommand CreateCompare()
    {
        var command = new DigitsCommand(
            "compare",
            "Show what runs came to, and everything recorded in which they differ",
            ("digits runs compare", "all of them, best first"),
            ("digits runs compare 20260131-235959-wide 20260201-000000-small", "two of them, image by image too"))
        {
            Names, Where, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => CompareAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static DigitsCommand CreatePlot()
    {
        var command = new DigitsCommand(
            "plot",
            "Write a page with the curves of runs over each other, what they differ in, and a table that sorts",
            ("digits runs plot", "all of them, in runs.html"),
            ("digits runs plot --where name~my-sweep --output sweep.html", "those of a sweep"))
        {
            Names, Where, Output, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction(parse => Plot(parse, CommandOutput.For(parse)));
        return command;
    }

    private static DigitsCommand CreateShow()
    {
        var command = new DigitsCommand(
            "show", "Show one run whole: epochs, everything recorded, files", ("digits runs show 20260131-235959-wide", "one run"))
        {
            OneName, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction(parse => Show(parse, CommandOutput.For(parse)));
        return command;
    }

    private static DigitsCommand CreateExport()
    {
        var command = new DigitsCommand(
            "export",
            "Write runs as CSV",
            ("digits runs export --output runs.csv", "a row a run"),
            ("digits runs export --epochs --where name~wide", "a row an epoch, of some of them"))
        {
            Names, Where, Epochs, Output, CommonOptions.Runs,
        };
        command.SetAction(parse => Export(parse, CommandOutput.For(parse)));
        return command;
    }

    private static DigitsCommand CreateDelete()
    {
        var command = new DigitsCommand(
            "delete",
            "Delete runs for good, once you have agreed",
            ("digits runs delete 20260131-235959-wide", "asks first"),
            ("digits runs delete old-1 old-2 --yes", "without asking"))
        {
            SomeNames, Yes, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction(parse => Delete(parse, CommandOutput.For(parse)));
        return command;
    }

    private static void List(ParseResult parse, CommandOutput output)
    {
        if (parse.GetValue(Limit) is < 1)
        {
            throw new UsageException($"{Limit.Name} has to be at least 1.");
        }

        IReadOnlyList<RunSummary> runs = Read(parse, [], output);
        if (parse.GetValue(Sort) is { } name && runs.Count > 0)
        {
            var field = RunField.Find(name, runs);
            var order = Comparer<string?>.Create(RunField.Compare);

            // What a run lacks stands at the end in either direction.
            IOrderedEnumerable<RunSummary> known = runs.OrderBy(run => string.IsNullOrEmpty(field.Of(run)));
            runs = [.. parse.GetValue(Descending) ? known.ThenByDescending(field.Of, order) : known.ThenBy(field.Of, order)];
        }

        runs = [.. runs.Take(parse.GetValue(Limit) ?? int.MaxValue)];
        if (output.IsJson)
        {
            JsonOutput.Write(new { runs = runs.Select(RunJson.Of) });
        }
        else
        {
            new RunTables(output).List(runs);
        }
    }

    private static async Task CompareAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        string[] names = parse.GetValue(Names) ?? [];
        IReadOnlyList<RunSummary> runs = Read(parse, names, output);
        RunSummary[] ranked = [.. runs.OrderByDescending(run => run.Best?.ValidationAccuracy).ThenBy(run => run.Best?.ValidationLoss)];
        IReadOnlyList<string> differing = RunDifferences.Of(ranked);
        bool isPair = names.Length == 2 && ranked.Length == 2;
        RunStatistics statistics = await RunStatistics.OfAsync(ranked, isPair, output, cancellation);
        if (output.IsJson)
        {
            JsonOutput.Write(new
            {
                differing,
                warnings = RunDifferences.Warnings(ranked),
                runs = ranked.Select(RunJson.Of),
                configurations = statistics.Configurations.Select(group => new
                {
                    group.Name, runs = group.Runs.Select(run => run.Name), group.Validation, group.Test,
                }),
                statistics.Seeds,
                statistics.Images,
            });
        }
        else
        {
            new RunTables(output).Compare(ranked, differing);
            statistics.Write(output);
        }
    }

    private static void Plot(ParseResult parse, CommandOutput output)
    {
        IReadOnlyList<RunSummary> runs = Read(parse, parse.GetValue(Names) ?? [], output);
        if (runs.Count == 0)
        {
            throw new UsageException("There is no run to plot: 'digits runs list' shows the runs there are.");
        }

        string target = parse.GetValue(Output)?.FullName ?? Path.GetFullPath("runs.html");
        AtomicFile.WriteAllText(target, RunsPage.Render($"Runs in {DisplayPath.Of(RunsFolder(parse))}", runs));
        if (output.IsJson)
        {
            JsonOutput.Write(new { file = target, runs = runs.Count });
        }
        else
        {
            output.Result($"Wrote {DisplayPath.Of(target)}: {runs.Count:N0} runs");
        }
    }

    private static void Show(ParseResult parse, CommandOutput output)
    {
        RunSummary run = RunCatalog.ReadOne(RunsFolder(parse), parse.GetRequiredValue(OneName));
        if (output.IsJson)
        {
            JsonOutput.Write(new { run = RunJson.Of(run), run.Epochs });
        }
        else
        {
            new RunTables(output).Show(run);
        }
    }

    private static void Export(ParseResult parse, CommandOutput output)
    {
        IReadOnlyList<RunSummary> runs = Read(parse, parse.GetValue(Names) ?? [], output);
        string csv = parse.GetValue(Epochs) ? RunCsv.OfEpochs(runs) : RunCsv.Of(runs);
        if (parse.GetValue(Output) is { } file)
        {
            AtomicFile.WriteAllText(file.FullName, csv);
            output.Note($"Wrote {DisplayPath.Of(file.FullName)}: {runs.Count:N0} runs");
        }
        else
        {
            Console.Out.Write(csv);
        }
    }

    private static void Delete(ParseResult parse, CommandOutput output)
    {
        IReadOnlyList<string> folders = RunRemoval.Find(RunsFolder(parse), parse.GetRequiredValue(SomeNames));
        string[] deleted = parse.GetValue(Yes) || RunRemoval.Ask(folders, output) ? [.. folders] : [];
        foreach (string folder in deleted)
        {
            RunRemoval.Delete(folder);
        }

        if (output.IsJson)
        {
            JsonOutput.Write(new { deleted });
        }
        else
        {
            output.Result(deleted.Length == 0 ? "Nothing was deleted." : $"Deleted {string.Join(", ", deleted.Select(DisplayPath.Of))}.");
        }
    }

    private static string RunsFolder(ParseResult parse) => parse.GetRequiredValue(CommonOptions.Runs).FullName;

    // One damaged folder does not hide the others.
    private static IReadOnlyList<RunSummary> Read(ParseResult parse, string[] names, CommandOutput output)
    {
        string folder = RunsFolder(parse);
        IReadOnlyList<RunSummary> runs;
        if (names.Length > 0)
        {
            runs = [.. names.Select(name => RunCatalog.ReadOne(folder, name))];
        }
        else
        {
            var catalog = RunCatalog.Read(folder);
            foreach (string problem in catalog.Problems)
            {
                output.Note($"note: {problem}");
            }

            runs = catalog.Runs;
        }

        if (runs.Count == 0)
        {
            output.Note($"No runs in {DisplayPath.Of(folder)}: 'digits train' makes one.");
        }

        string[] conditions = parse.CommandResult.Command.Options.Contains(Where) ? parse.GetValue(Where) ?? [] : [];
        return RunFilter.Apply(runs, conditions);
    }
}
