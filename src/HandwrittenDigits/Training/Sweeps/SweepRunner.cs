using System.Collections.Concurrent;
using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>
/// Runs a sweep to its end, or goes on with one: what is complete is never done twice, what failed only when asked for, and at the end
/// the winner, chosen on the validation images, reads the test set.
/// </summary>
public sealed class SweepRunner
{
    private readonly SweepFolder folder;
    private readonly ISweepEngine engine;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<int, bool> running = new();
    private readonly HashSet<string> givenUp = new(StringComparer.Ordinal);

    /// <summary>Makes a runner.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="engine">What trains.</param>
    /// <param name="time">The clock between two looks at the folder; by default the system's.</param>
    public SweepRunner(SweepFolder folder, ISweepEngine engine, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(engine);
        this.folder = folder;
        this.engine = engine;
        this.time = time ?? TimeProvider.System;
    }

    /// <summary>How often the folder is looked at while trainings run. Default a second.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Runs the sweep.</summary>
    /// <param name="mnist">MNIST, called for once there is a winner to be judged.</param>
    /// <param name="retryFailed">Whether what failed before is tried again.</param>
    /// <param name="progress">Told where the sweep stands, whenever something may have changed.</param>
    /// <param name="cancellation">Stops it; the same call goes on with it.</param>
    /// <exception cref="SweepException">Another process runs it, or its folder can't be written to.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<SweepStatus> RunAsync(
        Func<CancellationToken, Task<MnistData>> mnist, bool retryFailed = false, IProgress<SweepStatus>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mnist);
        using IDisposable held = folder.Lock();
        if (retryFailed)
        {
            foreach (SweepTaskStatus failed in Status().Tasks.Where(task => task.State == SweepTaskState.Failed))
            {
                folder.Retry(failed.Task);
            }
        }

        int epochs = folder.Sweep.Tasks.Max(task => task.Options.Epochs);
        int?[] rungs = [.. (folder.Sweep.Halving?.Rungs(epochs) ?? []).Select(rung => (int?)rung), null];
        foreach (int? rung in rungs)
        {
            await TrainAsync(rung, progress, cancellation);
            GiveUp(rung);
        }

        SweepStatus done = Status();
        SweepWinner? winner = done.IsDone ? await JudgeAsync(done, mnist, cancellation) : null;

        // The winner's run now tells how it reads the test set.
        SweepStatus status = Status() with { Winner = winner };
        progress?.Report(status);
        return status;
    }

    /// <summary>Where the sweep stands.</summary>
    public SweepStatus Status() => new(
    [
        .. folder.Sweep.Tasks.Select(task => folder.StatusOf(task, running.ContainsKey(task.Number)) switch
        {
            { State: SweepTaskState.Stopped } stopped when givenUp.Contains(task.Configuration) =>
                stopped with { State = SweepTaskState.GivenUp },
            var status => status,
        }),
    ]);

    private async Task TrainAsync(int? rung, IProgress<SweepStatus>? progress, CancellationToken cancellation)
    {
        SweepTask[] pending =
        [
            .. Status().Tasks.Where(task => task.State is SweepTaskState.Waiting or SweepTaskState.Stopped
                && (rung is null || (task.Run?.Epochs.Count ?? 0) < rung)).Select(task => task.Task),
        ];
        if (pending.Length == 0)
        {
            return;
        }

        progress?.Report(Status());
        Task training = engine.RunAsync(pending, rung, folder, Report, cancellation);
        while (await Task.WhenAny(training, Task.Delay(Interval, time, CancellationToken.None)) != training)
        {
            progress?.Report(Status());
        }

        running.Clear();
        progress?.Report(Status());
        await training;

        void Report(SweepTask task, bool isRunning)
        {
            if (isRunning)
            {
                running[task.Number] = true;
            }
            else
            {
                running.TryRemove(task.Number, out _);
            }
        }
    }

    // What is given up follows from the metrics alone, so a sweep that is gone on with gives up the same.
    private void GiveUp(int? rung)
    {
        if (rung is null)
        {
            return;
        }

        IReadOnlyList<IReadOnlyList<SweepTaskStatus>> ranked = SweepRanking.Rank(
            Status().Tasks.Where(task => !givenUp.Contains(task.Task.Configuration)),
            rung);
        foreach (IReadOnlyList<SweepTaskStatus> runs in ranked.Skip(folder.Sweep.Halving!.Survivors(ranked.Count)))
        {
            givenUp.Add(runs[0].Task.Configuration);
        }
    }

    private async Task<SweepWinner?> JudgeAsync(
        SweepStatus status, Func<CancellationToken, Task<MnistData>> mnist, CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<SweepTaskStatus>> ranked =
            SweepRanking.Rank(status.Tasks.Where(task => task.State == SweepTaskState.Complete));
        if (ranked.Count == 0)
        {
            return null;
        }

        IReadOnlyList<SweepTaskStatus> best = ranked[0];
        SweepTask winner = best[0].Task;
        var run = RunFolder.Open(folder.PathOf(winner));
        (double Accuracy, int Count) test = (best[0].Run!.TestAccuracy ?? 0, best[0].Run!.TestCount ?? 0);
        if (best[0].Run!.TestAccuracy is null)
        {
            DigitDataset images = (await mnist(cancellation)).Test;
            EvaluationReport report = Evaluator.Evaluate(DigitClassifier.Load(run.ModelPath), images, cancellationToken: cancellation);
            run.WriteJudgement(report, images);
            test = (report.Accuracy, report.Count);
        }

        return new SweepWinner(
            winner.Configuration.Length > 0 ? winner.Configuration : winner.Description, $"{folder.Sweep.Name}/{winner.Name}", best.Count,
            best.Average(task => task.Task.Options.Best(task.Run!.Epochs)!.ValidationAccuracy), test.Accuracy, test.Count);
    }
}

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
        IReadOnlyList<SweepTask> tasks, int? untilEpoch, SweepFolder folder, Action<SweepTask, bool> report,
        CancellationToken cancellation);
}

/// <summary>A sweep can't go on as asked; the message says why and what to do.</summary>
public sealed class SweepException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, and what mends it.</param>
    /// <param name="innerException">The cause, if it was another exception.</param>
    public SweepException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
