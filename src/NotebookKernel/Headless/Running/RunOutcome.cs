namespace NotebookKernel.Headless.Running;

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
