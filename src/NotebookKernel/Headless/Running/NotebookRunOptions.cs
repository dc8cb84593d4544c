namespace NotebookKernel.Headless.Running;

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
