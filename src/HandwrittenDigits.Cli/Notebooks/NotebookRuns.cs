using System.Diagnostics;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Html;
using NotebookKernel.Headless.Running;
using NotebookKernel.Headless.Workers;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>Runs notebooks one after the other, tells how far they are, and writes what comes of them.</summary>
internal sealed class NotebookRuns(NotebookRunSettings settings)
{
    /// <summary>A cell ran longer than it may: the code of the command <c>timeout</c>.</summary>
    public const int TimeoutExitCode = 124;

    private readonly IAnsiConsole console = Terminal.Error();

    /// <summary>Runs the notebooks up to the first that fails.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> paths, CancellationToken stop)
    {
        // All are read before the first runs: a broken one is told at once.
        List<(string Path, NotebookDocument Document)> notebooks = [.. paths.Select(path => (path, NotebookFiles.Load(path)))];
        PageSet? pages = notebooks.Count > 1 ? PageSet.Of(notebooks) : null;
        foreach ((string path, NotebookDocument document) in notebooks)
        {
            WarnOfUndeclared(path, NotebookParameters.Inject(document, settings.Parameters));
            NotebookRunResult result = await RunOneAsync(path, document, pages, stop);
            if (result.Outcome != RunOutcome.Succeeded)
            {
                return Explain(path, result);
            }
        }

        if (settings.Html is { } html && pages?.SaveIndex(html) is { } index)
        {
            console.WriteLine($"All pages: {index}");
        }

        return ExitCode.Success;
    }

    private async Task<NotebookRunResult> RunOneAsync(string path, NotebookDocument document, PageSet? pages, CancellationToken stop)
    {
        bool several = pages is not null;
        string target = settings.Output is { } output
            ? NotebookFiles.Target(output, path, ".ipynb", several)
            : Path.ChangeExtension(path, ".ipynb");
        var runner = new NotebookRunner(new NotebookRunOptions { CellTimeout = settings.CellTimeout, AllowErrors = settings.AllowErrors });
        var clock = Stopwatch.StartNew();
        await using WorkerSession worker = await WorkerProgram.StartAsync(path, settings);
        NotebookRunResult result = await RunProgress.ShowAsync(
            console,
            Path.GetFileName(path),
            progress => runner.RunAsync(document, worker, notebook => notebook.Save(target), progress, stop));

        // The document's outputs are cleared by now, the file's are not.
        if (result is { Outcome: RunOutcome.Interrupted, CellsRun: 0 })
        {
            return result;
        }

        // A notebook with no code has had no cell after which to save it.
        document.Save(target);
        if (settings.Html is { } html)
        {
            string page = NotebookFiles.Target(html, path, ".html", several);
            NotebookPage.Save(document, Path.GetFileNameWithoutExtension(path), page, pages);
            console.WriteLine($"{path}: page in {page}");
        }

        if (result.Outcome == RunOutcome.Succeeded)
        {
            string failed = result.CellsFailed > 0 ? $" ({result.CellsFailed} failed)" : string.Empty;
            console.WriteLine(
                $"{path}: {result.CellsRun} {(result.CellsRun == 1 ? "cell" : "cells")} ran{failed} "
                + $"in {clock.Elapsed.TotalSeconds:0.0} s, outputs in {target}");
        }

        return result;
    }

    private void WarnOfUndeclared(string path, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            console.WriteLine($"{path}: no cell tagged 'parameters' declares {string.Join(", ", names)}; given all the same.");
        }
    }

    private int Explain(string path, NotebookRunResult result)
    {
        if (result.Outcome == RunOutcome.Interrupted)
        {
            console.WriteLine(result.CellsRun == 0
                ? $"{path}: stopped before its first cell; its outputs are as they were."
                : $"{path}: stopped at cell {result.EndedAt}; the outputs so far are kept.");
            return ExitCode.Cancelled;
        }

        console.Write(new Text("error: ", new Style(Color.Red)));
        console.WriteLine($"{path}, cell {result.EndedAt}:");
        foreach (string line in result.Error?.Traceback ?? [])
        {
            console.WriteLine("  " + line);
        }

        return result.Outcome == RunOutcome.TimedOut ? TimeoutExitCode : ExitCode.Failure;
    }
}
