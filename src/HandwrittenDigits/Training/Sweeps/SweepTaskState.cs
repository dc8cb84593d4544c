namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Where one training of a sweep stands.</summary>
public enum SweepTaskState
{
    /// <summary>Not begun, or waiting for its turn.</summary>
    Waiting,

    /// <summary>It is being trained.</summary>
    Running,

    /// <summary>Stopped: the same command goes on with it.</summary>
    Stopped,

    /// <summary>All epochs are done.</summary>
    Complete,

    /// <summary>It ended by an error, and is tried again only when asked for.</summary>
    Failed,

    /// <summary>Given up by successive halving.</summary>
    GivenUp,
}
