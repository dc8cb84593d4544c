using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>
/// A training run in a cell: watched while it goes, stopped cleanly by an interrupt, taken up again where it stopped. What it
/// learned is <see cref="Model"/>; as a cell's last value it says where it was saved.
/// </summary>
public sealed class MonitoredRun : CellOutput
{
    private readonly TimeProvider time;

    private MonitoredRun(RunFolder folder, TrainingOptions options, TimeProvider time)
    {
        Folder = folder;
        Options = options;
        this.time = time;
    }

    /// <summary>Where the run leaves everything that is known of it.</summary>
    public RunFolder Folder { get; }

    /// <summary>What a person calls the run: the folder's name without the time that it begins with.</summary>
    public string Name => Folder.Name.Split('-', 3) is [_, _, var name] ? name : Folder.Name;

    /// <summary>The run's knobs.</summary>
    public TrainingOptions Options { get; }

    /// <summary>What the complete epochs came to.</summary>
    public IReadOnlyList<EpochMetrics> Epochs { get; private set; } = [];

    /// <summary>The weights of the best epoch; nothing while the run is not complete.</summary>
    public DigitModel? Model { get; private set; }

    /// <summary>True once all epochs are done.</summary>
    public bool IsComplete => Model is not null;

    /// <summary>Trains, and shows it.</summary>
    /// <param name="runs">The folder that holds all runs.</param>
    /// <param name="name">What a person calls the run: letters, digits and hyphens.</param>
    /// <param name="options">Every knob.</param>
    /// <param name="data">What to learn from and what to choose by.</param>
    /// <param name="interruptAfter">Stops after so many epochs, as an interrupt would; by default never.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public static MonitoredRun Start(
        string runs, string name, TrainingOptions options, TrainingData data, int? interruptAfter = null, TimeProvider? time = null) =>
        Start(runs, name, options, data, interruptAfter, time ?? TimeProvider.System, NotebookHost.Current);

    /// <summary>Takes up a run that an earlier session left.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="data">The data that it was begun with.</param>
    /// <exception cref="RunFolderException">There is no run in the folder, or it was begun with other data.</exception>
    public static MonitoredRun Resume(string folder, TrainingData data)
    {
        RunFolder opened = RunFolder.Open(folder);
        var run = new MonitoredRun(opened, opened.ReadOptions(), TimeProvider.System);
        run.Train(data, interruptAfter: null, NotebookHost.Current);
        return run;
    }

    /// <summary>Goes on after the last complete epoch; a run that is complete is left as it is.</summary>
    /// <param name="data">The data that it was begun with.</param>
    /// <returns>This run.</returns>
    public MonitoredRun Resume(TrainingData data)
    {
        if (!IsComplete)
        {
            Train(data, interruptAfter: null, NotebookHost.Current);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToHtml() => Markup.Wrap($"<div>{Markup.Encode(ToPlainText())}</div>");

    /// <inheritdoc/>
    public override string ToPlainText() => IsComplete
        ? $"Run {Name} is complete. Its folder holds the model, the metrics, the options and TensorBoard's events."
        : $"Run {Name} stopped after {Epochs.Count} of {Options.Epochs} epochs. Nothing that those learned is lost: call Resume with the same data.";

    internal static MonitoredRun Start(
        string runs, string name, TrainingOptions options, TrainingData data, int? interruptAfter, TimeProvider time, NotebookHost host)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var run = new MonitoredRun(RunFolder.Create(runs, name, time), options, time);
        run.Train(data, interruptAfter, host);
        return run;
    }

    // The host is that of the cell which trains: another one than the cell that a run was begun in, if it goes on later.
    // On a thread of its own, so that a host that ends the cell's thread on an interrupt leaves the step under way to end by itself;
    // and not one of the pool's few, which the host needs.
    private void Train(TrainingData data, int? interruptAfter, NotebookHost host)
    {
        var monitor = new TrainingMonitor(Name, host, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(host.CancellationToken);
        using CancellationTokenRegistration told = stop.Token.Register(() => monitor.End(HowToResume()));
        var progress = new EpochLimit(monitor, interruptAfter, stop);
        try
        {
            TrainingResult result = Task.Factory.StartNew(
                () => new Trainer(Options, time).Train(data, Folder, progress, stop.Token),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
            Model = result.Model;
            Epochs = result.Epochs;
            monitor.End($"Complete: {Options.Epochs} {(Options.Epochs == 1 ? "epoch" : "epochs")}.");
        }
        catch (OperationCanceledException)
        {
            Epochs = Folder.ReadMetrics();
            monitor.End(HowToResume());
        }
    }

    // By the folder: a cell that the host ended leaves no variable behind.
    private string HowToResume() =>
        "Interrupted; what the complete epochs learned is kept. "
        + $"MonitoredRun.Resume(\"{Path.GetRelativePath(Environment.CurrentDirectory, Folder.FullPath).Replace('\\', '/')}\", data) goes on from there.";

    /// <summary>Passes reports on, and stops the run after an epoch.</summary>
    private sealed class EpochLimit(IProgress<TrainingProgress> inner, int? epochs, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            inner.Report(value);
            if (value.Completed is { } completed && completed.Epoch == epochs)
            {
                stop.Cancel();
            }
        }
    }
}
