using HandwrittenDigits.Data;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Trains in this process, one after the other: what a notebook uses.</summary>
/// <param name="mnist">MNIST.</param>
/// <param name="progress">Told after each step of each training.</param>
public sealed class InProcessEngine(MnistData mnist, IProgress<TrainingProgress>? progress = null) : ISweepEngine
{
    /// <inheritdoc/>
    public Task RunAsync(
        IReadOnlyList<SweepTask> tasks, int? untilEpoch, SweepFolder folder, Action<SweepTask, bool> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(report);

        // On a thread of its own: not one of the pool's few, which a notebook's host needs.
        return Task.Factory.StartNew(Train, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        void Train()
        {
            foreach (SweepTask task in tasks)
            {
                cancellation.ThrowIfCancellationRequested();
                report(task, true);
                try
                {
                    SweepTraining.Run(folder, task, mnist, untilEpoch, progress: progress, cancellation: cancellation);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It would be the same for the others, and there may be no room for a note of it.
                    throw new SweepException(
                        $"The disk can't be written to, so the sweep was stopped: {e.Message} Make room; then the same call goes on.", e);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // It is noted in the run's folder, and the others go on.
                }
                finally
                {
                    report(task, false);
                }
            }
        }
    }
}
