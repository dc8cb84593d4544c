namespace HandwrittenDigits.Training;

/// <summary>Where a run stands: reported after every step, and once more with the epoch's metrics when an epoch is complete.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Batches">Batches in an epoch.</param>
/// <param name="Loss">Mean cross-entropy of the epoch's batches so far, nats.</param>
/// <param name="LearningRate">That of the latest step.</param>
/// <param name="ImagesPerSecond">Training images a second in this epoch so far.</param>
/// <param name="Elapsed">Since this process began the run or took it up again.</param>
/// <param name="Remaining">Estimated from the pace so far.</param>
/// <param name="Completed">What the epoch came to, when it is complete; else nothing.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double LearningRate, double ImagesPerSecond,
    TimeSpan Elapsed, TimeSpan Remaining, EpochMetrics? Completed = null);
