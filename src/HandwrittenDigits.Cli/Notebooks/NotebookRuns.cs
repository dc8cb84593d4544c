using System.Diagnostics;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Html;
using NotebookKernel.Headless.Running;
using NotebookKernel.Headless.Workers;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>Runs notebooks, tells how far they are, and writes what comes of them.</summary>
internal sealed class NotebookRuns(NotebookRunSettings settings)
{
    /// <summary>A cell ran longer than it may: the code of the command <c>timeout</c>.</summary>
    public const int TimeoutExitCode = 124;

    private readonly IAnsiConsole console = Terminal.Error();

    /// <summary>Runs the notebooks up to the first that fails; those that run beside it come to their end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidDataException">A notebook can't be read, or two wait for each other.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> paths, CancellationToken stop)
    {
        // All are read before the first runs: a broken one is told at once.
        var order = NotebookOrder.Of([.. paths.Select(path => new NotebookInRun(path, NotebookFiles.Load(path)))], settings.Jobs);
        PageSet? pages = paths.Count > 1 ? PageSet.Of(order.AsGiven.Select(notebook => (notebook.Path, notebook.Document))) : null;
        int code = await RunProgress.ShowAsync(console, progress => order.RunAsync(async notebook =>
        {
            WarnOfUndeclared(notebook.Path, NotebookParameters.Inject(notebook.Document, settings.Parameters));
            NotebookRunResult result = await RunOneAsync(notebook, pages, progress(Path.GetFileName(notebook.Path)), stop);
            return result.Outcome == RunOutcome.Succeeded ? ExitCode.Success : Explain(notebook.Path, result);
        }));
        if (code == ExitCode.Success && settings.Html is { } html && pages?.SaveIndex(html) is { } index)
        {
            console.WriteLine($"All pages: {index}");
        }

        return code;
    }

    private async Task<NotebookRunResult> RunOneAsync(
        NotebookInRun notebook, PageSet? pages, IProgress<CellProgress> progress, CancellationToken stop)
    {
        (string path, NotebookDocument document) = (notebook.Path, notebook.Document);
        bool several = pages is not null;
        string target = settings.Output is { } output
            ? NotebookFiles.Target(output, path, ".ipynb", several)
            : Path.ChangeExtension(path, ".ipynb");
        var runner = new NotebookRunner(new NotebookRunOptions { CellTimeout = settings.CellTimeout, AllowErrors = settings.AllowErrors });
        var clock = Stopwatch.StartNew();
        await using WorkerSession worker = await WorkerProgram.StartAsync(path, settings);
        NotebookRunResult result =
            await runner.RunAsync(document, worker, saved => saved.Save(target), notebook.Watched(progress), stop);

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
