using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Modeling;

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

/// <summary>What a run came to.</summary>
/// <param name="Model">The network with the weights of the best epoch. The caller disposes it.</param>
/// <param name="Epochs">What each epoch came to.</param>
/// <param name="Best">The epoch whose weights these are: the one that read the validation images best.</param>
/// <param name="Test">How the model reads the test images, or nothing where there are none.</param>
public sealed record TrainingResult(DigitModel Model, IReadOnlyList<EpochMetrics> Epochs, EpochMetrics Best, EvaluationReport? Test)
    : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}

/// <summary>What a run learns from, is chosen by and is finally judged by.</summary>
/// <param name="Train">The images to learn from.</param>
/// <param name="Validation">Images kept apart from them: the epoch whose weights are saved is chosen by these, and the temperature is
/// fitted on them.</param>
/// <param name="Test">Images looked at once, at the end, or none.</param>
public sealed record TrainingData(DigitDataset Train, DigitDataset Validation, DigitDataset? Test = null);

/// <summary>What one epoch came to: a line of a run's <c>metrics.jsonl</c>.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="TrainLoss">Mean cross-entropy over the epoch's augmented batches, nats; or the caller's own loss.</param>
/// <param name="ValidationLoss">Mean cross-entropy on the validation images, nats; or the caller's own loss.</param>
/// <param name="ValidationAccuracy">Share of the validation images read rightly, 0 to 1.</param>
/// <param name="LearningRate">That of the epoch's last step.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
/// <param name="ImagesPerSecond">Training images a second, validation not counted.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double ValidationLoss, double ValidationAccuracy, double LearningRate, double Seconds,
    double ImagesPerSecond)
{
    /// <summary>True where these weights are to be kept rather than the other's.</summary>
    internal bool IsBetterThan(EpochMetrics? other, MonitoredMetric monitor) =>
        other is null || Rank(monitor).CompareTo(other.Rank(monitor)) > 0;

    private (double First, double AtATie) Rank(MonitoredMetric monitor) => monitor == MonitoredMetric.ValidationLoss
        ? (-ValidationLoss, ValidationAccuracy)
        : (ValidationAccuracy, -ValidationLoss);
}
