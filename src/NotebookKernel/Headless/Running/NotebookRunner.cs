using NotebookKernel.Headless.Documents;
using NotebookKernel.Headless.Workers;
using NotebookKernel.Kernels;
using NotebookKernel.Scripting;
using NotebookKernel.Scripting.Compiling;

namespace NotebookKernel.Headless.Running;

/// <summary>Runs the cells of a notebook from top to bottom and writes their outputs into it.</summary>
/// <param name="options">How.</param>
public sealed class NotebookRunner(NotebookRunOptions options)
{
    private const string MayFailTag = "raises-exception";

    /// <summary>Runs a notebook.</summary>
    /// <param name="document">The notebook; its outputs are replaced.</param>
    /// <param name="executor">What runs the cells.</param>
    /// <param name="save">Called after every cell, while no output changes the notebook: writes it to disk.</param>
    /// <param name="progress">Told as each cell begins and ends; null if nobody wants to know.</param>
    /// <param name="stop">
    /// Interrupts the running cell and ends the run; between two cells, ends it before the next. After the last cell there is nothing left
    /// to stop: the run is complete.
    /// </param>
    public async Task<NotebookRunResult> RunAsync(
        NotebookDocument document,
        ICellExecutor executor,
        Action<NotebookDocument> save,
        IProgress<CellProgress>? progress,
        CancellationToken stop)
    {
        var codeCells = document.Cells.Where(cell => cell.IsCode).ToList();
        codeCells.ForEach(cell => cell.Clear());
        var toRun = codeCells.Where(cell => cell.Source.Trim().Length > 0 && cell.Language != "markdown").ToList();
        var outputs = new NotebookOutputs();
        int failed = 0;
        for (int index = 0; index < toRun.Count; index++)
        {
            NotebookCell cell = toRun[index];
            if (stop.IsCancellationRequested)
            {
                return Ended(RunOutcome.Interrupted, index, cell, null);
            }

            progress?.Report(new CellProgress(cell, index + 1, toRun.Count, null));
            using var timeout = new CancellationTokenSource(options.CellTimeout ?? Timeout.InfiniteTimeSpan);
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
            ICellOutput output = outputs.For(cell);
            CellResult result = await executor.ExecuteAsync(CodeOf(cell), output, interrupt.Token);
            if (IsForMissingKernel(cell, result))
            {
                output.Write(
                    OutputStream.StandardError, UnavailableKernel.Sentence($"'{cell.Language}'", MissingKernels.Connected(cell.Language)));
                result = new CellResult(null, null, Interrupted: false);
            }

            if (result.Interrupted && timeout.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                result = result with { Error = TimedOut(result.Error) };
            }

            failed += result.Error is null ? 0 : 1;
            outputs.Finish(cell, index + 1, result);
            outputs.WhileUnchanged(() => save(document));
            progress?.Report(new CellProgress(cell, index + 1, toRun.Count, result));
            if (OutcomeOf(result, cell, executor, timeout.IsCancellationRequested, stop) is { } outcome)
            {
                return Ended(outcome, index + 1, cell, result.Error);
            }
        }

        return new NotebookRunResult(RunOutcome.Succeeded, toRun.Count, failed, null, null);

        NotebookRunResult Ended(RunOutcome outcome, int cellsRun, NotebookCell at, CellError? error) =>
            new(outcome, cellsRun, failed, toRun.IndexOf(at) + 1, error);
    }

    // A cell in a language that needs no kernel is shown; the session refuses all others, with its reason.
    private static string CodeOf(NotebookCell cell) =>
        cell.Language == "csharp" ? cell.Source : $"#!{cell.Language}\n{cell.Source}";

    private static bool IsForMissingKernel(NotebookCell cell, CellResult result) =>
        cell.Language != "csharp"
        && result.Error is { Name: CellErrors.UnknownMagicCommand } error
        && error.Message.EndsWith($"'#!{cell.Language}'", StringComparison.Ordinal);

    private CellError TimedOut(CellError? error)
    {
        string message = $"The cell ran longer than the {options.CellTimeout!.Value.TotalSeconds:0.###} s that it may" +
            (error is { Name: "ProcessEnded" } ? ", and " + error.Message : " and was interrupted.");
        return new CellError("Timeout", message, [message]);
    }

    private RunOutcome? OutcomeOf(
        CellResult result, NotebookCell cell, ICellExecutor executor, bool timedOut, CancellationToken stop)
    {
        if (result.Interrupted && stop.IsCancellationRequested)
        {
            return RunOutcome.Interrupted;
        }

        if (executor is WorkerSession { IsAlive: false })
        {
            return timedOut ? RunOutcome.TimedOut : RunOutcome.ProcessEnded;
        }

        if (result.Error is null || options.AllowErrors || cell.Tags.Contains(MayFailTag))
        {
            return null;
        }

        return result.Interrupted && timedOut ? RunOutcome.TimedOut : RunOutcome.CellFailed;
    }
}

/// <summary>A cell begins or has ended.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Number">Its place among the notebook's code cells, from 1.</param>
/// <param name="Count">How many code cells the notebook has.</param>
/// <param name="Result">How it ended, null when it begins.</param>
public sealed record CellProgress(NotebookCell Cell, int Number, int Count, CellResult? Result);

/// <summary>How a notebook is run from top to bottom.</summary>
public sealed record NotebookRunOptions
{
    /// <summary>How long one cell may run before it is interrupted; null, the default, for as long as it takes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>
    /// Go on after a cell that fails. Default: stop there. A cell tagged <c>raises-exception</c> may always fail.
    /// </summary>
    public bool AllowErrors { get; init; }
}

/// <summary>How a run ended.</summary>
/// <param name="Outcome">The sort of end.</param>
/// <param name="CellsRun">How many code cells ran, a failed one included.</param>
/// <param name="CellsFailed">How many of them ended with an error: more than one where errors are allowed.</param>
/// <param name="EndedAt">
/// The cell at which the run ended before the last, as a notebook numbers it: its place among the cells that run, from 1.
/// It failed or was interrupted, or the stop came before it began. Null if the run is complete.
/// </param>
/// <param name="Error">Why that cell failed.</param>
public sealed record NotebookRunResult(RunOutcome Outcome, int CellsRun, int CellsFailed, int? EndedAt, CellError? Error);

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Every cell ran; those that failed were allowed to.</summary>
    Succeeded,

    /// <summary>A cell failed.</summary>
    CellFailed,

    /// <summary>A cell ran longer than it may.</summary>
    TimedOut,

    /// <summary>A cell ended the process that ran the notebook.</summary>
    ProcessEnded,

    /// <summary>The run was stopped from outside.</summary>
    Interrupted,
}
