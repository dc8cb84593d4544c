using HandwrittenDigits.Data;

namespace HandwrittenDigits.Tests.Data;

/// <summary>Keeps what was reported, at once and from any thread.</summary>
internal sealed class Recorder : IProgress<DataProgress>
{
    private readonly List<DataProgress> reports = [];
    private readonly List<(Func<DataProgress, bool> Condition, TaskCompletionSource Met)> awaited = [];

    public IReadOnlyList<DataProgress> Reports
    {
        get
        {
            lock (reports)
            {
                return [.. reports];
            }
        }
    }

    public IEnumerable<string> Notes => Reports.Where(report => report.Stage == DataStage.Note).Select(report => report.Message);

    public void Report(DataProgress value)
    {
        lock (reports)
        {
            reports.Add(value);
            awaited.ForEach(wait => Complete(wait, value));
        }
    }

    /// <summary>Waits for a report, or finds it among those that have come.</summary>
    public Task WaitAsync(Func<DataProgress, bool> condition)
    {
        lock (reports)
        {
            (Func<DataProgress, bool> condition, TaskCompletionSource) wait =
                (condition, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            awaited.Add(wait);
            reports.ForEach(report => Complete(wait, report));
            return wait.Item2.Task;
        }
    }

    private static void Complete((Func<DataProgress, bool> Condition, TaskCompletionSource Met) wait, DataProgress report)
    {
        if (wait.Condition(report))
        {
            wait.Met.TrySetResult();
        }
    }
}
