using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>
/// Shows a run while it goes: a progress bar, time left, throughput, and curves of loss and accuracy that grow in place. Give it
/// to <see cref="Trainer.Train"/> as its progress.
/// </summary>
public sealed class TrainingMonitor : IProgress<TrainingProgress>
{
    private const double Memory = 0.95;

    private readonly Lock reporting = new();
    private readonly List<(double Epochs, double Loss)> losses = [];
    private readonly List<EpochMetrics> epochs = [];
    private readonly TimeProvider time;
    private readonly string name;
    private readonly LiveDisplay display;
    private readonly TimeSpan leastInterval;
    private (int Epoch, int Batch, double Mean) latestMean;
    private double average;
    private double weight;
    private long shown;
    private TrainingProgress? latest;
    private string? ending;

    /// <summary>Shows a run that has not begun.</summary>
    /// <param name="name">What a person calls the run.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public TrainingMonitor(string name, TimeProvider? time = null)
        : this(name, NotebookHost.Current, time ?? TimeProvider.System, [])
    {
    }

    /// <summary>Shows a run that has not begun, or that goes on.</summary>
    /// <param name="name">What a person calls the run.</param>
    /// <param name="host">Where it is shown.</param>
    /// <param name="time">The clock.</param>
    /// <param name="earlier">The epochs that an earlier session has completed; of their training losses the means are known.</param>
    internal TrainingMonitor(string name, NotebookHost host, TimeProvider time, IReadOnlyList<EpochMetrics> earlier)
    {
        epochs.AddRange(earlier);
        losses.AddRange(earlier.Select(epoch => (epoch.Epoch - 0.5, epoch.TrainLoss)));
        this.name = name;
        this.time = time;
        leastInterval = host.LeastInterval;
        display = host.Show(Snapshot());
    }

    /// <summary>
    /// Takes in a step; what is shown changes at most five times a second (on a console, every five seconds), and after each epoch.
    /// </summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (reporting)
        {
            latest = value;
            if (value.Completed is { } completed)
            {
                epochs.Add(completed);
            }
            else
            {
                losses.Add((value.Epoch - 1 + ((double)value.Batch / value.Batches), Smooth(value)));
            }

            if (ending is null && (value.Completed is not null || time.GetElapsedTime(shown) >= leastInterval))
            {
                Show();
            }
        }
    }

    /// <summary>Shows how the run ended, with the latest figures. What comes first stands.</summary>
    /// <param name="how">A sentence, for a person.</param>
    public void End(string how)
    {
        lock (reporting)
        {
            if (ending is null)
            {
                ending = how;
                Show();
            }
        }
    }

    // Reports hold the mean of the epoch so far, which jumps where an epoch begins: the curve is of the batches themselves,
    // averaged over the latest twenty or so.
    private double Smooth(TrainingProgress value)
    {
        double batch =
            value.Batch > 1 && latestMean is (var epoch, var before, var mean) && epoch == value.Epoch && before == value.Batch - 1
            ? (value.Loss * value.Batch) - (mean * before)
            : value.Loss;
        latestMean = (value.Epoch, value.Batch, value.Loss);
        weight = (Memory * weight) + 1;
        average += (batch - average) / weight;
        return average;
    }

    private void Show()
    {
        shown = time.GetTimestamp();
        display.Update(Snapshot());
    }

    private TrainingSnapshot Snapshot() => new(name, latest, [.. losses], [.. epochs], ending);
}
