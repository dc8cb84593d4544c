using NotebookKernel.Headless.Documents;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Running;

/// <summary>A cell begins or has ended.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Number">Its place among the notebook's code cells, from 1.</param>
/// <param name="Count">How many code cells the notebook has.</param>
/// <param name="Result">How it ended, null when it begins.</param>
public sealed record CellProgress(NotebookCell Cell, int Number, int Count, CellResult? Result);
