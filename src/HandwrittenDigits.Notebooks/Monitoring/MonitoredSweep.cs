using HandwrittenDigits.Data;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;
using HandwrittenDigits.Training.Runs;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>
/// A sweep in a cell: a table that changes while it goes, stopped cleanly by an interrupt, gone on with by running the cell again. Its
/// trainings run one after the other in the notebook's process; <c>digits sweep</c> runs several at once, on the same folder.
/// </summary>
public sealed class MonitoredSweep : CellOutput
{
    // A cell has room for so many rows; the rest is counted.
    private const int MostRows = 40;

    private MonitoredSweep(SweepFolder folder, SweepStatus status)
    {
        Folder = folder;
        Status = status;
    }

    /// <summary>The sweep's folder.</summary>
    public SweepFolder Folder { get; }

    /// <summary>Where it stands.</summary>
    public SweepStatus Status { get; }

    /// <summary>Its runs that have begun, for <see cref="RunComparison"/>.</summary>
    public IReadOnlyList<RunSummary> Runs => [.. Status.Tasks.Select(task => task.Run).OfType<RunSummary>()];

    /// <summary>Runs a sweep, or goes on with it, and shows it.</summary>
    /// <param name="runs">The folder that holds all runs.</param>
    /// <param name="name">What the sweep is called: letters, digits and hyphens.</param>
    /// <param name="definition">The sweep, as <see cref="SweepDefinition"/> describes its file.</param>
    /// <param name="mnist">MNIST, of which the sweep takes its part.</param>
    /// <param name="retryFailed">Whether what failed before is tried again.</param>
    /// <exception cref="SweepFileException">The definition is none.</exception>
    /// <exception cref="SweepException">Another process runs it, or its folder can't be written to.</exception>
    public static MonitoredSweep Run(string runs, string name, string definition, MnistData mnist, bool retryFailed = false) =>
        Run(runs, name, definition, mnist, retryFailed, NotebookHost.Current);

    /// <inheritdoc/>
    public override string ToHtml() => Markup.Wrap($"<div>{Markup.Encode(ToPlainText())}</div>");

    /// <inheritdoc/>
    public override string ToPlainText() => Status.Winner is { } winner
        ? $"Sweep {Folder.Sweep.Name}: best on the validation images is {winner.Configuration}, {100 * winner.ValidationAccuracy:0.00} %. "
            + $"Its run {winner.Run} alone has read the test set: {100 * winner.TestAccuracy:0.00} % of {winner.TestCount:N0} images right."
        : $"Sweep {Folder.Sweep.Name}: {Status.Count(SweepTaskState.Complete)} of {Status.Tasks.Count} trainings are complete. "
            + "Run the cell again to go on.";

    internal static MonitoredSweep Run(string runs, string name, string definition, MnistData mnist, bool retryFailed, NotebookHost host)
    {
        ArgumentNullException.ThrowIfNull(mnist);
        var folder = SweepFolder.Open(SweepDefinition.Parse(definition, name), runs);
        var runner = new SweepRunner(folder, new InProcessEngine(mnist));
        LiveDisplay display = host.Show(Table(folder, runner.Status()));
        SweepStatus status;
        try
        {
            // Off this thread, which a host may end on an interrupt.
            var reports = new Reports(folder, display);
            status = Task.Run(() => runner.RunAsync(_ => Task.FromResult(mnist), retryFailed, reports, host.CancellationToken))
                .GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            status = runner.Status();
        }

        display.Update(Table(folder, status));
        return new MonitoredSweep(folder, status);
    }

    private static TableOutput Table(SweepFolder folder, SweepStatus status)
    {
        IEnumerable<SweepTaskStatus> shown = status.Tasks.Count <= MostRows
            ? status.Tasks
            : status.Tasks.OrderBy(task => task.State is SweepTaskState.Running or SweepTaskState.Failed ? 0 : 1)
                .ThenByDescending(task => task.Run?.Best?.ValidationAccuracy).Take(MostRows);
        return new TableOutput(
            $"Sweep {folder.Sweep.Name}: {status.Count(SweepTaskState.Complete)} of {status.Tasks.Count} trainings are complete",
            ["#", "state", "epochs", "validation accuracy", "what the sweep sets", ""],
            [
                .. shown.Select(task => (string[])
                [
                    $"{task.Task.Number}",
                    task.State == SweepTaskState.GivenUp ? "given up" : task.State.ToString().ToLowerInvariant(),
                    $"{task.Run?.Epochs.Count ?? 0}/{task.Task.Options.Epochs}",
                    task.Run?.Best is { } best ? $"{100 * best.ValidationAccuracy:0.00} %" : "",
                    task.Task.Description,
                    task.Note ?? "",
                ]),
            ]);
    }

    // Each report is shown on the thread that makes it: nothing is shown after the cell has ended.
    private sealed class Reports(SweepFolder folder, LiveDisplay display) : IProgress<SweepStatus>
    {
        public void Report(SweepStatus value) => display.Update(Table(folder, value));
    }
}
