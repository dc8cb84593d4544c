using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Runs;
using HandwrittenDigits.Data;
using HandwrittenDigits.Notebooks.Comparison;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;
using SharedSource;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits report</c>: one run as a page to be sent to somebody.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Name = new("RUN") { Description = "The run's name, or its folder" };

    private static readonly Option<FileInfo> Output = new("--output")
    {
        Description = "The page to write [default: the run's name]",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "report",
            "Write one run as a page that needs nothing else: curves, evaluation, hardest digits, how to repeat it",
            ("digits report 20260131-235959-wide", "writes 20260131-235959-wide.html"),
            ("digits report 20260131-235959-wide --output wide.html", "under another name"))
        {
            Name, Output, CommonOptions.Runs, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => RunAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        RunSummary run = RunCatalog.ReadOne(parse.GetRequiredValue(CommonOptions.Runs).FullName, parse.GetRequiredValue(Name));
        string target = parse.GetValue(Output)?.FullName ?? Path.GetFullPath(run.Name.Replace('/', '-') + ".html");
        MnistData? mnist = await RunImages.TryLoadAsync(TrainingSelection.Read(RunFolder.Open(run.Folder)), output, cancellation);
        string? strokes = DataFolders.Discover().Find(DataFolders.Strokes) is { } folder
            ? Directory.GetFiles(folder, "*.jsonl").Order().FirstOrDefault()
            : null;
        string page = RunReport.Render(run, mnist, strokes is null ? null : StrokeFile.Load(strokes), cancellation);
        AtomicFile.WriteAllText(target, page);
        if (output.IsJson)
        {
            JsonOutput.Write(new { run = run.Name, file = target });
        }
        else
        {
            output.Result($"Wrote {DisplayPath.Of(target)}");
        }

        return ExitCode.Success;
    }
}
