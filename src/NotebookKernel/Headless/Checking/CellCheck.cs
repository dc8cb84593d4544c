namespace NotebookKernel.Headless.Checking;

/// <summary>Something wrong with the committed outputs of a notebook.</summary>
/// <param name="Cell">The cell, counting all of the notebook from 1.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
public sealed record CellCheck(int Cell, string Problem);
