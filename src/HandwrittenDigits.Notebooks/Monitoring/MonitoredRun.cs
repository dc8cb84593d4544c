using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;
using HandwrittenDigits.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>
/// A training run in a cell: watched while it goes, stopped cleanly by an interrupt, taken up again where it stopped. What it
/// learned is <see cref="Model"/>; as a cell's last value it says where it was saved.
/// </summary>
public sealed class MonitoredRun : CellOutput
{
    private readonly TimeProvider time;
    private Trainer trainer;

    private MonitoredRun(RunFolder folder, Trainer trainer, TimeProvider time)
    {
        Folder = folder;
        this.trainer = trainer;
        this.time = time;
    }

    /// <summary>Where the run leaves everything that is known of it.</summary>
    public RunFolder Folder { get; }

    /// <summary>What a person calls the run: the folder's name without the time that it begins with.</summary>
    public string Name => Folder.Name.Split('-', 3) is [_, _, var name] ? name : Folder.Name;

    /// <summary>The run's options.</summary>
    public TrainingOptions Options => trainer.Options;

    /// <summary>How many numbers of the network training finds.</summary>
    public long ParameterCount => Folder.ReadParameterCount();

    /// <summary>What the complete epochs came to.</summary>
    public IReadOnlyList<EpochMetrics> Epochs { get; private set; } = [];

    /// <summary>The weights of the best epoch; nothing while the run is not complete.</summary>
    public DigitModel? Model { get; private set; }

    /// <summary>True once all epochs are done.</summary>
    public bool IsComplete => Model is not null;

    /// <summary>Trains, and shows it.</summary>
    /// <param name="runs">The folder that holds all runs.</param>
    /// <param name="name">What a person calls the run: letters, digits and hyphens.</param>
    /// <param name="options">Every option.</param>
    /// <param name="data">What to learn from and what to choose by.</param>
    /// <param name="network">What makes the network, from <c>[N, 1, 28, 28]</c> to <c>[N, 10]</c>; by default the options say
    /// which it is.</param>
    /// <param name="interruptAfter">Stops after so many epochs, as an interrupt would; by default never.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="InvalidNetworkException"><paramref name="network"/> makes none that reads digits; the message says what to
    /// change.</exception>
    public static MonitoredRun Start(
        string runs, string name, TrainingOptions options, TrainingData data, Func<Module<Tensor, Tensor>>? network = null,
        int? interruptAfter = null, TimeProvider? time = null) =>
        Start(runs, name, new Trainer(options, network, time), data, interruptAfter, time ?? TimeProvider.System, NotebookHost.Current);

    /// <summary>Trains with a trainer that was given code of your own, a loss for example, and shows it.</summary>
    /// <param name="runs">The folder that holds all runs.</param>
    /// <param name="name">What a person calls the run: letters, digits and hyphens.</param>
    /// <param name="trainer">What trains.</param>
    /// <param name="data">What to learn from and what to choose by.</param>
    /// <param name="interruptAfter">Stops after so many epochs, as an interrupt would; by default never.</param>
    public static MonitoredRun Start(string runs, string name, Trainer trainer, TrainingData data, int? interruptAfter = null) =>
        Start(runs, name, trainer, data, interruptAfter, TimeProvider.System, NotebookHost.Current);

    /// <summary>Takes up a run that an earlier session left.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="data">The data that it was begun with.</param>
    /// <param name="network">What makes the network, where the run was begun with one of your own that has no description.</param>
    /// <exception cref="RunFolderException">There is no run in the folder, or it was begun with something else.</exception>
    public static MonitoredRun Resume(string folder, TrainingData data, Func<Module<Tensor, Tensor>>? network = null) =>
        Resume(folder, data, network, NotebookHost.Current);

    /// <summary>Goes on after the last complete epoch; a run that is complete is left as it is.</summary>
    /// <param name="data">The data that it was begun with.</param>
    /// <param name="epochs">How many epochs there are to be, where that is to change: the schedule of the learning rate has
    /// to allow it.</param>
    /// <returns>This run.</returns>
    /// <exception cref="RunFolderException">The schedule does not allow another number of epochs; the message says which would.</exception>
    public MonitoredRun Resume(TrainingData data, int? epochs = null)
    {
        if (epochs is { } changed && changed != Options.Epochs)
        {
            trainer = trainer.WithEpochs(changed);
            Train(data, interruptAfter: null, NotebookHost.Current);
        }
        else if (!IsComplete)
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
        : $"Run {Name} stopped after {Epochs.Count} of {Options.Epochs} epochs. "
            + "Nothing that those learned is lost: call Resume with the same data.";

    internal static MonitoredRun Resume(string folder, TrainingData data, Func<Module<Tensor, Tensor>>? network, NotebookHost host)
    {
        var opened = RunFolder.Open(folder);
        var run = new MonitoredRun(opened, new Trainer(opened.ReadOptions(), network ?? opened.ReadNetwork()), TimeProvider.System);
        run.Train(data, interruptAfter: null, host);
        return run;
    }

    internal static MonitoredRun Start(
        string runs, string name, Trainer trainer, TrainingData data, int? interruptAfter, TimeProvider time, NotebookHost host)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var run = new MonitoredRun(RunFolder.Create(runs, name, time), trainer, time);
        run.Train(data, interruptAfter, host);
        return run;
    }

    // The host is that of the cell which trains: another one than the cell that a run was begun in, if it goes on later.
    // On a thread of its own, so that a host that ends the cell's thread on an interrupt leaves the step under way to end by itself;
    // and not one of the pool's few, which the host needs.
    private void Train(TrainingData data, int? interruptAfter, NotebookHost host)
    {
        var monitor = new TrainingMonitor(Name, host, time, Folder.ReadMetrics());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(host.CancellationToken);
        using CancellationTokenRegistration told = stop.Token.Register(() => monitor.End(HowToResume()));
        var progress = new EpochLimit(monitor, interruptAfter, stop);
        try
        {
            TrainingResult result = Task.Factory.StartNew(
                () => trainer.Train(data, Folder, progress, stop.Token),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
            Model = result.Model;
            Epochs = result.Epochs;
            monitor.End($"Complete: {Epochs.Count} {(Epochs.Count == 1 ? "epoch" : "epochs")}.");
        }
        catch (OperationCanceledException)
        {
            Epochs = Folder.ReadMetrics();
            monitor.End(HowToResume());
        }
    }

    // By the folder: a cell that the host ended leaves no variable behind.
    private string HowToResume()
    {
        string folder = Path.GetRelativePath(Environment.CurrentDirectory, Folder.FullPath).Replace('\\', '/');
        return "Interrupted; what the complete epochs learned is kept. "
            + $"MonitoredRun.Resume(\"{folder}\", data) goes on from there.";
    }

    /// <summary>Passes reports on, and stops the run after an epoch.</summary>
    private sealed class EpochLimit(IProgress<TrainingProgress> inner, int? epochs, CancellationTokenSource stop)
        : IProgress<TrainingProgress>
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
