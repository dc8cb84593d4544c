using System.Diagnostics;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Running;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>How far a run is: a live line each on a terminal, a line for each cell where the output is redirected.</summary>
internal static class RunProgress
{
    private const int ExcerptLength = 40;

    /// <summary>Shows how far notebooks are.</summary>
    /// <param name="console">Where.</param>
    /// <param name="run">Runs them; it is given what takes the progress of a notebook of a name.</param>
    public static async Task<T> ShowAsync<T>(IAnsiConsole console, Func<Func<string, IProgress<CellProgress>>, Task<T>> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await run(name => new PlainLines(console, name));
        }

        return await console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new ElapsedTimeColumn(),
                new SpinnerColumn())
            .StartAsync(context => run(name => new LiveLine(context.AddTask(Markup.Escape(name)), name)));
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
