using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using NotebookKernel.Headless.Checking;
using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Running;
using NotebookKernel.Headless.Workers;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Notebooks;

/// <summary>Tells what is wrong with the outputs that stand in notebooks.</summary>
internal static class NotebookChecks
{
    /// <summary>Checks notebooks.</summary>
    /// <param name="paths">Their files.</param>
    /// <param name="run">How to run them too, null to read them only.</param>
    /// <param name="stop">Ends a run.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> CheckAsync(IReadOnlyList<string> paths, NotebookRunSettings? run, CancellationToken stop)
    {
        IAnsiConsole console = Terminal.Output();
        int problems = 0;
        foreach (string path in paths)
        {
            NotebookDocument committed = NotebookFiles.Load(path);
            List<CellCheck> found = [.. NotebookCheck.Inspect(committed)];
            if (run is not null)
            {
                found.AddRange(await RunAndCompareAsync(path, committed, run, stop));
                stop.ThrowIfCancellationRequested();
            }

            foreach (CellCheck problem in found)
            {
                console.WriteLine($"{path}: cell {problem.Cell}: {problem.Problem}");
            }

            problems += found.Count;
        }

        console.WriteLine(problems == 0
            ? $"{paths.Count} notebook(s): every cell has the outputs of a run from top to bottom."
            : $"{problems} problem(s). 'digits notebook run FILE' writes fresh outputs.");
        return problems == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<IReadOnlyList<CellCheck>> RunAndCompareAsync(
        string path, NotebookDocument committed, NotebookRunSettings run, CancellationToken stop)
    {
        NotebookDocument fresh = NotebookFiles.Load(path);
        var runner = new NotebookRunner(new NotebookRunOptions { CellTimeout = run.CellTimeout });
        await using WorkerSession worker = await WorkerProgram.StartAsync(path, run);
        NotebookRunResult result = await RunProgress.ShowAsync(
            Terminal.Error(), progress => runner.RunAsync(fresh, worker, _ => { }, progress(Path.GetFileName(path)), stop));
        return result.Outcome == RunOutcome.Succeeded
            ? NotebookCheck.Compare(committed, fresh)
            : [new CellCheck(result.EndedAt ?? 0, $"a run fails there: {result.Error?.Message}")];
    }
}
