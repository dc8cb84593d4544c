using HandwrittenDigits.Training;

namespace HandwrittenDigits.Benchmarks;

/// <summary>Hands on each report of a <see cref="Trainer"/> at once, on its thread.</summary>
internal sealed class TrainingReports(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
