using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Training;

/// <summary>What a run came to.</summary>
/// <param name="Model">The network with the weights of the best epoch. The caller disposes it.</param>
/// <param name="Epochs">What each epoch came to.</param>
/// <param name="Best">The epoch whose weights these are: the one that read the validation images best.</param>
/// <param name="Test">How the model reads the test images, or nothing where there are none.</param>
public sealed record TrainingResult(DigitModel Model, IReadOnlyList<EpochMetrics> Epochs, EpochMetrics Best, EvaluationReport? Test) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
