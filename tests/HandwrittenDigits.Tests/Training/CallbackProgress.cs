using HandwrittenDigits.Training;

namespace HandwrittenDigits.Tests.Training;

/// <summary>Calls back on the thread that trains.</summary>
internal sealed class CallbackProgress(Action<TrainingProgress> callback) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => callback(value);
}
