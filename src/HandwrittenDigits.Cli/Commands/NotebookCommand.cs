using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Notebooks;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Html;
using NotebookKernel.Headless.Workers;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits notebook</c>: C# notebooks without a notebook program.</summary>
internal static class NotebookCommand
{
    private const long Megabyte = 1024 * 1024;
    private const int MostJobs = 64;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Notebooks (.ipynb or .dib); a folder stands for all of them that it holds, by name",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Parameters = new("--parameters", "-p")
    {
        Description = "Give a variable of the notebook's cell tagged 'parameters' another value; may be repeated",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> OutputPath = new("--output", "-o")
    {
        Description = "Write the notebook with its outputs here instead: a file, or a folder",
        HelpName = "path",
    };

    private static readonly Option<string?> HtmlPath = new("--html")
    {
        Description = "Also write a page that needs no network: a file ending in .html, or a folder",
        HelpName = "path",
    };

    private static readonly Option<double?> CellTimeout = new("--timeout")
    {
        Description = "How long one cell may run [default: as long as it takes]",
        HelpName = "seconds",
    };

    private static readonly Option<int> Jobs = new("--jobs", "-j")
    {
        Description = "How many notebooks run at a time; one that 'runs_after' another in its metadata waits for it",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> AllowErrors = new("--allow-errors") { Description = "Go on after a cell that fails" };

    private static readonly Option<int?> Memory = new("--memory")
    {
        Description = "How much memory the cells may use [default: three quarters of the machine's]",
        HelpName = "MB",
    };

    private static readonly Option<long?> OutputLimit = new("--output-limit")
    {
        Description = "How much text one cell may print before the rest is cut [default: 10 million]",
        HelpName = "characters",
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() =>
        new("notebook", "Run and check C# notebooks") { CreateRun(), CreatePage(), CreateCheck(), CreateWorker() };

    private static DigitsCommand CreateRun()
    {
        var command = new DigitsCommand(
            "run",
            "Run notebooks from top to bottom, each in its own folder and process, and write their outputs into them. " +
            $"Ends with {ExitCode.Failure} if a cell fails, with {NotebookRuns.TimeoutExitCode} if one runs too long.",
            ("digits notebook run notebooks", "all notebooks of the folder, in place"),
            ("digits notebook run a.ipynb -p epochs=2 -o out.ipynb", "with another value, into another file"),
            ("digits notebook run a.ipynb --html a.html --timeout 600", "as a page too; ten minutes a cell at most"))
        {
            Files, Parameters, OutputPath, HtmlPath, Jobs, CellTimeout, AllowErrors, Memory, OutputLimit,
        };
        command.SetAction(async (parse, cancellation) => await new NotebookRuns(
            ReadOptions(parse) with { Jobs = ReadJobs(parse) }).RunAsync(NotebookFiles.Find(parse.GetValue(Files)!), cancellation));
        return command;
    }

    private static DigitsCommand CreatePage()
    {
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The page: a file ending in .html, or a folder [default: beside the notebook]",
            HelpName = "path",
        };
        var command = new DigitsCommand(
            "page",
            "Write notebooks with the outputs that they hold as pages that need no network; nothing is run",
            ("digits notebook page a.ipynb", "the page is a.html"),
            ("digits notebook page notebooks -o pages", "all notebooks of the folder, as pages that link to each other"))
        {
            Files, output,
        };
        command.SetAction((parse, _) =>
        {
            (string Path, NotebookDocument Document)[] notebooks =
                [.. NotebookFiles.Find(parse.GetValue(Files)!).Select(file => (file, NotebookFiles.Load(file)))];
            PageSet? pages = notebooks.Length > 1 ? PageSet.Of(notebooks) : null;
            foreach ((string path, NotebookDocument document) in notebooks)
            {
                string folder = parse.GetValue(output) ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
                string page = NotebookFiles.Target(folder, path, ".html", notebooks.Length > 1);
                NotebookPage.Save(document, Path.GetFileNameWithoutExtension(path), page, pages);
                Console.WriteLine($"page in {page}");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static DigitsCommand CreateCheck()
    {
        var run =
            new Option<bool>("--run") { Description = "Run the notebooks too, and compare the kinds of their outputs; nothing is written" };
        var command = new DigitsCommand(
            "check",
            "Tell whether the outputs in notebooks are whole: every cell run, in order, none failed, none without the output it gives",
            ("digits notebook check notebooks", "all notebooks of the folder"),
            ("digits notebook check a.ipynb --run --timeout 600", "compared with a fresh run"))
        {
            Files, run, CellTimeout, Memory,
        };
        command.SetAction(async (parse, cancellation) => await NotebookChecks.CheckAsync(
            NotebookFiles.Find(parse.GetValue(Files)!), parse.GetValue(run) ? ReadOptions(parse) : null, cancellation));
        return command;
    }

    // What 'run' starts for each notebook: the process that the cells may bring down.
    private static Command CreateWorker()
    {
        var pipe = new Argument<string>("PIPE");
        var command = new Command("worker", "Run the cells of one notebook for 'digits notebook run'") { pipe };
        command.Hidden = true;
        command.SetAction(async (parse, _) => await WorkerHost.RunAsync(parse.GetRequiredValue(pipe)));
        return command;
    }

    private static NotebookRunSettings ReadOptions(ParseResult parse)
    {
        double? timeout = parse.GetValue(CellTimeout);
        int? memory = parse.GetValue(Memory);
        if (timeout is <= 0 or > 1e6 || (timeout is { } seconds && double.IsNaN(seconds)))
        {
            throw new UsageException($"--timeout {timeout} is no time: give seconds above 0, at most 1,000,000.");
        }

        if (memory is < 64)
        {
            throw new UsageException($"--memory {memory} is too little: give megabytes, 64 at least.");
        }

        long? outputLimit = parse.GetValue(OutputLimit);
        if (outputLimit is <= 0)
        {
            throw new UsageException($"--output-limit {outputLimit} is no limit: give a number of characters above 0.");
        }

        return new NotebookRunSettings
        {
            Parameters = ReadParameters(parse.GetValue(Parameters) ?? []),
            Output = parse.GetValue(OutputPath),
            Html = parse.GetValue(HtmlPath),
            CellTimeout = timeout is null ? null : TimeSpan.FromSeconds(timeout.Value),
            AllowErrors = parse.GetValue(AllowErrors),
            MemoryLimit = memory * Megabyte,
            OutputLimit = outputLimit,
        };
    }

    private static int ReadJobs(ParseResult parse)
    {
        int jobs = parse.GetValue(Jobs);
        return jobs is >= 1 and <= MostJobs
            ? jobs
            : throw new UsageException($"--jobs {jobs} is out of range: give a number from 1 to {MostJobs}.");
    }

    private static Dictionary<string, string> ReadParameters(string[] assignments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"--parameters {assignment}: write name=value.");
            }

            values[assignment[..equals].Trim()] = assignment[(equals + 1)..];
        }

        return values;
    }
}
