using System.Diagnostics;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Running;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>How far a run is: a live line on a terminal, a line for each cell where the output is redirected.</summary>
internal static class RunProgress
{
    private const int ExcerptLength = 40;

    public static async Task<NotebookRunResult> ShowAsync(
        IAnsiConsole console, string name, Func<IProgress<CellProgress>, Task<NotebookRunResult>> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await run(new PlainLines(console, name));
        }

        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => run(new LiveLine(context.AddTask(Markup.Escape(name)), name)));
    }

    private static string Excerpt(NotebookCell cell)
    {
        string line = cell.Source.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0) ?? string.Empty;
        return line.Length <= ExcerptLength ? line : line[..(ExcerptLength - 3)] + "...";
    }

    private sealed class LiveLine(ProgressTask task, string name) : IProgress<CellProgress>
    {
        public void Report(CellProgress value)
        {
            task.MaxValue = value.Count;
            task.Value = value.Result is null ? value.Number - 1 : value.Number;
            task.Description = Markup.Escape($"{name}  cell {value.Number} of {value.Count}  {Excerpt(value.Cell)}");
        }
    }

    private sealed class PlainLines(IAnsiConsole console, string name) : IProgress<CellProgress>
    {
        private long begun;

        public void Report(CellProgress value)
        {
            if (value.Result is null)
            {
                begun = Stopwatch.GetTimestamp();
                return;
            }

            string outcome = value.Result.Error is null ? "ok" : "failed";
            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            console.WriteLine($"{name}: cell {value.Number} of {value.Count} {outcome} ({seconds:0.0} s)  {Excerpt(value.Cell)}");
        }
    }
}
