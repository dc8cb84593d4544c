namespace HandwrittenDigits.Training;

/// <summary>What one epoch came to: a line of a run's <c>metrics.jsonl</c>.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="TrainLoss">Mean cross-entropy over the epoch's augmented batches, nats.</param>
/// <param name="ValidationLoss">Mean cross-entropy on the validation images, nats.</param>
/// <param name="ValidationAccuracy">Share of the validation images read rightly, 0 to 1.</param>
/// <param name="LearningRate">That of the epoch's last step.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
/// <param name="ImagesPerSecond">Training images a second, validation not counted.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double ValidationLoss, double ValidationAccuracy, double LearningRate, double Seconds, double ImagesPerSecond)
{
    /// <summary>True where these weights read the validation images better; at a tie, with the lower loss.</summary>
    internal bool IsBetterThan(EpochMetrics? other) =>
        other is null || (ValidationAccuracy, -ValidationLoss).CompareTo((other.ValidationAccuracy, -other.ValidationLoss)) > 0;
}
