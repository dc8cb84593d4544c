using HandwrittenDigits.Training;

namespace HandwrittenDigits.Tests.Training;

/// <summary>Calls back at once, on the thread that reports.</summary>
internal sealed class CallbackProgress(Action<TrainingProgress> callback) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => callback(value);
}
