namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Where a sweep stands.</summary>
/// <param name="Tasks">Its trainings, in their order.</param>
/// <param name="Winner">The best, once all are done.</param>
public sealed record SweepStatus(IReadOnlyList<SweepTaskStatus> Tasks, SweepWinner? Winner = null)
{
    /// <summary>How many trainings are in a state.</summary>
    public int Count(SweepTaskState state) => Tasks.Count(task => task.State == state);

    /// <summary>True once no training is left to be done.</summary>
    public bool IsDone => Tasks.All(task => task.State is SweepTaskState.Complete or SweepTaskState.Failed or SweepTaskState.GivenUp);
}
