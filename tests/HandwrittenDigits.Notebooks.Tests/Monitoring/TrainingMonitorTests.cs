using AngleSharp.Html.Parser;
using HandwrittenDigits.Notebooks.Monitoring;
using HandwrittenDigits.Training;
using Microsoft.Extensions.Time.Testing;

namespace HandwrittenDigits.Notebooks.Tests.Monitoring;

public sealed class TrainingMonitorTests
{
    private readonly List<string> shown = [];
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Report_ManyStepsAtOnce_IsShownFiveTimesASecond()
    {
        TrainingMonitor monitor = Monitor();
        for (int batch = 1; batch <= 100; batch++)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            monitor.Report(Step(batch));
        }

        // Two seconds, and what was shown before the first step.
        shown.Count.ShouldBe(11);
    }

    [Fact]
    public void Report_EpochComplete_IsShownAtOnce()
    {
        TrainingMonitor monitor = Monitor();
        time.Advance(TimeSpan.FromSeconds(1));
        monitor.Report(Step(100));

        monitor.Report(Step(100) with { Completed = new EpochMetrics(1, 0.2, 0.1, 0.9875, 0.01, 10, 5000) });

        shown.Count.ShouldBe(3);
        shown[^1].ShouldContain("; validation loss 0.1000, 98.75 % right");
        shown[^1].ShouldContain("epoch 1 of 2, batch 100 of 100");
    }

    [Fact]
    public void Report_HalfAnEpochOfTwo_FillsAQuarterOfTheBar()
    {
        TrainingMonitor monitor = Monitor();
        time.Advance(TimeSpan.FromSeconds(1));
        monitor.Report(Step(50));

        new HtmlParser().ParseDocument(shown[^1]).QuerySelector("[role=progressbar]")!.GetAttribute("aria-valuenow").ShouldBe("25");
        shown[^1].ShouldContain("40 s left");
    }

    [Fact]
    public void End_AfterAnInterrupt_StandsWhateverComesLater()
    {
        TrainingMonitor monitor = Monitor();
        monitor.Report(Step(10));
        monitor.End("Interrupted.");
        int before = shown.Count;

        time.Advance(TimeSpan.FromSeconds(5));
        monitor.Report(Step(11));
        monitor.End("Complete.");

        shown.Count.ShouldBe(before);
        shown[^1].ShouldContain("Interrupted.");
    }

    private static TrainingProgress Step(int batch) =>
        new(1, 2, batch, 100, 2.3 / batch, 0.01, 5000, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40));

    private TrainingMonitor Monitor() => new("baseline", new RecordingHost(shown), time, []);
}
