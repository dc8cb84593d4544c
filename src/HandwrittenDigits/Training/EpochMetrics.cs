namespace HandwrittenDigits.Training;

/// <summary>What one epoch came to: a line of a run's <c>metrics.jsonl</c>.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="TrainLoss">Mean cross-entropy over the epoch's augmented batches, nats; or the caller's own loss.</param>
/// <param name="ValidationLoss">Mean cross-entropy on the validation images, nats; or the caller's own loss.</param>
/// <param name="ValidationAccuracy">Share of the validation images read rightly, 0 to 1.</param>
/// <param name="LearningRate">That of the epoch's last step.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
/// <param name="ImagesPerSecond">Training images a second, validation not counted.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double ValidationLoss, double ValidationAccuracy, double LearningRate, double Seconds, double ImagesPerSecond)
{
    /// <summary>True where these weights are to be kept rather than the other's.</summary>
    internal bool IsBetterThan(EpochMetrics? other, MonitoredMetric monitor) =>
        other is null || Rank(monitor).CompareTo(other.Rank(monitor)) > 0;

    private (double First, double AtATie) Rank(MonitoredMetric monitor) => monitor == MonitoredMetric.ValidationLoss
        ? (-ValidationLoss, ValidationAccuracy)
        : (ValidationAccuracy, -ValidationLoss);
}
