using HandwrittenDigits.Data;

namespace HandwrittenDigits.Tests.Data;

/// <summary>Keeps what was reported, at once and from any thread.</summary>
internal sealed class Recorder : IProgress<DataProgress>
{
    private readonly List<DataProgress> _reports = [];
    private readonly List<(Func<DataProgress, bool> Condition, TaskCompletionSource Met)> _awaited = [];

    public IReadOnlyList<DataProgress> Reports
    {
        get
        {
            lock (_reports)
            {
                return [.. _reports];
            }
        }
    }

    public IEnumerable<string> Notes => Reports.Where(report => report.Stage == DataStage.Note).Select(report => report.Message);

    public void Report(DataProgress value)
    {
        lock (_reports)
        {
            _reports.Add(value);
            _awaited.ForEach(wait => Complete(wait, value));
        }
    }

    /// <summary>Waits for a report, or finds it among those that have come.</summary>
    public Task WaitAsync(Func<DataProgress, bool> condition)
    {
        lock (_reports)
        {
            var wait = (condition, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _awaited.Add(wait);
            _reports.ForEach(report => Complete(wait, report));
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
