using System.Runtime.InteropServices;
using HandwrittenDigits.Data;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Does one training of a sweep in this process, from its start or from where it was stopped.</summary>
public static class SweepTraining
{
    internal const string Damaged = "damaged";

    /// <summary>Trains. A run that is complete is left as it is. The test images are not looked at.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="task">Which training.</param>
    /// <param name="mnist">MNIST, of which the sweep takes its part.</param>
    /// <param name="untilEpoch">The epoch after which to stop and leave the rest for later; to the end if null.</param>
    /// <param name="threads">libtorch's threads where the sweep names none; 0 is its own choice. A run goes on with those that it began
    /// with.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellation">Stops it; the last complete epoch stays.</param>
    /// <exception cref="RunFolderException">Its folder is damaged, or another process trains in it.</exception>
    /// <exception cref="TrainingDivergedException">The loss is no longer finite; noted in the run's folder too.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(
        SweepFolder folder, SweepTask task, MnistData mnist, int? untilEpoch = null, int threads = 0,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(mnist);
        SweepTaskStatus status = folder.StatusOf(task);
        if (status.State == SweepTaskState.Complete || (untilEpoch is { } until && status.Run?.Epochs.Count >= until))
        {
            return;
        }

        if (status is { State: SweepTaskState.Failed, Run: null, Note: { } note }
            && !File.Exists(Path.Combine(folder.PathOf(task), RunFailure.FileName)))
        {
            throw new RunFolderException(note);
        }

        var run = RunFolder.CreateAt(folder.PathOf(task));
        run.Lock().Dispose();
        try
        {
            RunFailure.Clear(run.FullPath);
            TrainingOptions options = status.Run is null
                ? task.Options with { Threads = task.Options.Threads > 0 ? task.Options.Threads : threads }
                : run.ReadOptions();
            folder.Sweep.Data.Write(run);
            TrainingData data = folder.Sweep.Data.Select(mnist) with { Test = null };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var trainer = new Trainer(options, task.Network is { } network ? () => network.ToModule(options.Seed) : null);
            using TrainingResult result = trainer.Train(data, run, new Pause(progress, untilEpoch, stop), stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // At the epoch that it was to stop after.
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // A disk that can't be written to is no failure of the training: it goes on once there is room.
            Note(run.FullPath, KindOf(e), e.Message);
            throw;
        }
    }

    /// <summary>Notes in a run's folder why it ended; a disk that can't be written to keeps no note.</summary>
    public static void Note(string folder, string kind, string message)
    {
        try
        {
            new RunFailure(kind, message, TimeProvider.System.GetUtcNow()).Write(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string KindOf(Exception exception) => exception switch
    {
        TrainingDivergedException => "diverged",
        OutOfMemoryException => "out of memory",
        ExternalException when exception.Message.Contains("memory", StringComparison.OrdinalIgnoreCase) => "out of memory",
        RunFolderException => Damaged,
        _ => "error",
    };

    // Stops a run after an epoch, unless that is its last.
    private sealed class Pause(IProgress<TrainingProgress>? inner, int? untilEpoch, CancellationTokenSource stop)
        : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            inner?.Report(value);
            if (value.Completed is { } epoch && epoch.Epoch >= untilEpoch && epoch.Epoch < value.Epochs)
            {
                stop.Cancel();
            }
        }
    }
}
