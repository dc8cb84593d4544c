using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Running;

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
