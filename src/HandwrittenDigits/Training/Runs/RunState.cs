namespace HandwrittenDigits.Training.Runs;

/// <summary>How far a run got.</summary>
public enum RunState
{
    /// <summary>All epochs are done and the model is saved.</summary>
    Complete,

    /// <summary>It was stopped, or runs still: it can go on from its last complete epoch.</summary>
    Stopped,

    /// <summary>It ended by an error.</summary>
    Failed,
}
