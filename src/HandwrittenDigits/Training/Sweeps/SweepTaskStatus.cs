using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Where one training of a sweep stands, and what it came to so far.</summary>
/// <param name="Task">The training.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Run">Its run; nothing before it has begun.</param>
/// <param name="Note">Why it failed, or what it waits for.</param>
public sealed record SweepTaskStatus(SweepTask Task, SweepTaskState State, RunSummary? Run, string? Note = null);
