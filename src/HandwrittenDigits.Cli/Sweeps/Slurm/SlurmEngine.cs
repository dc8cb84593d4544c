using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps.Slurm;

/// <summary>
/// Trains on a Slurm cluster: submits job arrays, follows them through its queue, gathers what they leave in the shared folder, and
/// submits again what ended without a result. The jobs need nobody to watch them: whoever calls again takes up those that are there.
/// </summary>
internal sealed class SlurmEngine : ISweepEngine
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string runs;
    private readonly Action<string> note;

    private SlurmEngine(string runs, Action<string> note)
    {
        this.runs = runs;
        this.note = note;
    }

    /// <summary>Makes an engine, once Slurm answers.</summary>
    /// <param name="folder">The sweep's folder, which the cluster's machines share.</param>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="note">Told what is submitted, in a line each.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <exception cref="SweepException">Slurm is not there, or does not answer.</exception>
    public static async Task<SlurmEngine> StartAsync(SweepFolder folder, string runs, Action<string> note, CancellationToken cancellation)
    {
        if (await SlurmCommands.QueueAsync(cancellation) is null)
        {
            throw new SweepException("Slurm's controller does not answer 'squeue': 'scontrol ping' says why.");
        }

        if (File.Exists(CancelledMark(folder)))
        {
            File.Delete(CancelledMark(folder));
        }

        return new SlurmEngine(runs, note);
    }

    /// <summary>Cancels what a sweep has in the queue.</summary>
    /// <returns>The jobs.</returns>
    public static async Task<IReadOnlyList<string>> CancelAsync(SweepFolder folder, CancellationToken cancellation)
    {
        IReadOnlyDictionary<(string Job, int Index), bool> queue =
            await SlurmCommands.QueueAsync(cancellation) ?? new Dictionary<(string, int), bool>();
        string[] jobs = [.. Live(folder, queue).Values.Select(place => place.Job).Distinct()];
        if (jobs.Length > 0)
        {
            // Whoever follows the jobs is not to submit them again.
            await File.WriteAllTextAsync(CancelledMark(folder), string.Empty, cancellation);
            await SlurmCommands.CancelAsync(jobs, cancellation);
        }

        return jobs;
    }

    /// <inheritdoc/>
    public async Task RunAsync(
        IReadOnlyList<SweepTask> tasks, int? untilEpoch, SweepFolder folder, Action<SweepTask, bool> report, CancellationToken cancellation)
    {
        var left = tasks.ToDictionary(task => task.Name);
        var attempts = new Dictionary<string, int>();
        var missing = new HashSet<string>();
        bool isFirst = true;
        while (left.Count > 0)
        {
            if (await SlurmCommands.QueueAsync(cancellation) is { } queue)
            {
                IReadOnlyDictionary<string, (string Job, int Index, bool Runs)> live = Live(folder, queue);
                var toSubmit = new List<SweepTask>();
                foreach (SweepTask task in left.Values.ToArray())
                {
                    bool isLive = live.TryGetValue(task.Name, out (string Job, int Index, bool Runs) place);
                    report(task, isLive && place.Runs);
                    if (isLive)
                    {
                        attempts.TryAdd(task.Name, 1);
                        missing.Remove(task.Name);
                    }
                    else if (HasEnded(folder, task, untilEpoch))
                    {
                        left.Remove(task.Name);
                    }
                    else if (isFirst || !missing.Add(task.Name))
                    {
                        // A shared folder may show a result a moment after the queue has dropped the task: so it is looked for twice.
                        missing.Remove(task.Name);
                        if (await IsToBeTriedAsync(folder, task, attempts.GetValueOrDefault(task.Name), cancellation))
                        {
                            toSubmit.Add(task);
                        }
                        else
                        {
                            left.Remove(task.Name);
                        }
                    }
                }

                if (toSubmit.Count > 0)
                {
                    await SubmitAsync(folder, toSubmit, untilEpoch, attempts, cancellation);
                }

                isFirst = false;
            }

            if (left.Count > 0)
            {
                await Task.Delay(Interval, cancellation);
            }
        }
    }

    private static string CancelledMark(SweepFolder folder) => Path.Combine(SlurmSubmission.FolderIn(folder), "cancelled");

    // Where each training is in the queue.
    private static Dictionary<string, (string Job, int Index, bool Runs)> Live(
        SweepFolder folder, IReadOnlyDictionary<(string Job, int Index), bool> queue)
    {
        var live = new Dictionary<string, (string, int, bool)>();
        foreach (SlurmSubmission submission in SlurmSubmission.Read(folder))
        {
            foreach ((int index, string task) in submission.Tasks.Index())
            {
                if (queue.TryGetValue((submission.Job, index + 1), out bool runs))
                {
                    live[task] = (submission.Job, index + 1, runs);
                }
            }
        }

        return live;
    }

    private static bool HasEnded(SweepFolder folder, SweepTask task, int? untilEpoch) => folder.StatusOf(task) is var status
        && (status.State is SweepTaskState.Complete or SweepTaskState.Failed
            || (untilEpoch is { } epoch && status.Run?.Epochs.Count >= epoch));

    private async Task<bool> IsToBeTriedAsync(SweepFolder folder, SweepTask task, int attempts, CancellationToken cancellation)
    {
        if (File.Exists(CancelledMark(folder)))
        {
            return false;
        }

        if (attempts == 0)
        {
            return true;
        }

        SlurmSubmission last = SlurmSubmission.Read(folder).Last(submission => submission.Tasks.Contains(task.Name));
        string state =
            await SlurmCommands.StateAsync(last.Job, last.Tasks.Index().First(entry => entry.Item == task.Name).Index + 1, cancellation);
        string ended = $"Slurm's job {last.Job} ended without a result ({state})";
        if (attempts >= folder.Sweep.Slurm.Attempts)
        {
            string kind = state == "OUT_OF_MEMORY" ? "out of memory" : "killed";
            SweepTraining.Note(
                folder.PathOf(task),
                kind,
                $"{ended}, as did all of its {attempts} attempts. Its log is in {SlurmSubmission.FolderIn(folder)}.");
            return false;
        }

        note($"training {task.Number} ({task.Description}): {ended}; "
            + $"it is submitted again, attempt {attempts + 1} of {folder.Sweep.Slurm.Attempts}");
        return true;
    }

    private async Task SubmitAsync(
        SweepFolder folder, List<SweepTask> tasks, int? untilEpoch, Dictionary<string, int> attempts, CancellationToken cancellation)
    {
        foreach (SlurmSubmission submission in await SlurmSubmission.SubmitAsync(folder, runs, tasks, untilEpoch, cancellation))
        {
            note($"Slurm's job {submission.Job}: {submission.Tasks.Count:N0} trainings");
            foreach (string task in submission.Tasks)
            {
                attempts[task] = attempts.GetValueOrDefault(task) + 1;
            }
        }
    }
}
