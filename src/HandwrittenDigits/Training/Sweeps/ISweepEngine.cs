namespace HandwrittenDigits.Training.Sweeps;

/// <summary>What trains a sweep's runs: this process, others on this machine, or a cluster.</summary>
public interface ISweepEngine
{
    /// <summary>Trains, each in its run's folder, and returns when all have ended, however they ended: the folders tell.</summary>
    /// <param name="tasks">What is to be trained, begun before or not.</param>
    /// <param name="untilEpoch">The epoch after which to stop and leave the rest for later; to the end if null.</param>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="report">Told when a training begins to run (true) and when it no longer does (false).</param>
    /// <param name="cancellation">Stops them.</param>
    Task RunAsync(
        IReadOnlyList<SweepTask> tasks, int? untilEpoch, SweepFolder folder, Action<SweepTask, bool> report, CancellationToken cancellation);
}
