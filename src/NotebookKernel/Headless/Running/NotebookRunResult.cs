using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Running;

/// <summary>How a run ended.</summary>
/// <param name="Outcome">The sort of end.</param>
/// <param name="CellsRun">How many code cells ran, a failed one included.</param>
/// <param name="FailedCell">The cell that ended the run, counting all cells of the notebook from 1; null if none did.</param>
/// <param name="Error">Why that cell failed.</param>
public sealed record NotebookRunResult(RunOutcome Outcome, int CellsRun, int? FailedCell, CellError? Error);
