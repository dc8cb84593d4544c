using System.Collections.Concurrent;
using HandwrittenDigits.Data;
using HandwrittenDigits.Training.Runs;
using SharedSource;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>The folder of a sweep: its file, and below it a folder for each run.</summary>
public sealed class SweepFolder
{
    /// <summary>The name of the sweep's file in it.</summary>
    public const string DefinitionName = "sweep.json";

    private readonly ConcurrentDictionary<string, (string Stamp, RunSummary Summary)> known = new();

    private SweepFolder(SweepDefinition sweep, string path)
    {
        Sweep = sweep;
        FullPath = path;
    }

    /// <summary>What is trained.</summary>
    public SweepDefinition Sweep { get; }

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>Opens a sweep's folder; it need not be there yet.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="runs">The folder of all runs.</param>
    public static SweepFolder Open(SweepDefinition sweep, string runs)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentException.ThrowIfNullOrWhiteSpace(runs);
        return new SweepFolder(sweep, Path.GetFullPath(Path.Combine(runs, sweep.Name)));
    }

    /// <summary>The folder of a training.</summary>
    public string PathOf(SweepTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Path.Combine(FullPath, task.Name);
    }

    /// <summary>Keeps other sweeps out of the folder, and writes the sweep's file into it.</summary>
    /// <returns>What ends that, as does the end of the process.</returns>
    /// <exception cref="SweepException">Another process runs a sweep in it, or it can't be written to.</exception>
    public IDisposable Lock()
    {
        FolderLock? held = null;
        try
        {
            held = FolderLock.TryAcquire(FullPath);
            if (held is not null)
            {
                AtomicFile.WriteAllText(Path.Combine(FullPath, DefinitionName), Sweep.Text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new SweepException(
                $"The sweep's folder {FullPath} can't be written to: {e.Message} Name another with --runs, or make room.", e);
        }

        return held ?? throw new SweepException(
            $"Another process runs a sweep in {FullPath}: wait for its end or stop it, or give this sweep another 'name'.");
    }

    /// <summary>What is there of a training.</summary>
    /// <param name="task">The training.</param>
    /// <param name="isRunning">Whether it is being trained, as far as its engine knows.</param>
    public SweepTaskStatus StatusOf(SweepTask task, bool isRunning = false)
    {
        string folder = PathOf(task);
        try
        {
            RunSummary? run = ReadRun(task, folder);
            SweepTaskState state = (run, isRunning) switch
            {
                ({ State: RunState.Complete }, _) => SweepTaskState.Complete,
                (_, true) => SweepTaskState.Running,
                ({ State: RunState.Failed }, _) => SweepTaskState.Failed,
                ({ State: RunState.Stopped }, _) => SweepTaskState.Stopped,
                _ when Failure(folder) is not null => SweepTaskState.Failed,
                _ => SweepTaskState.Waiting,
            };
            return new SweepTaskStatus(task, state, run, state == SweepTaskState.Failed ? run?.Failure ?? Failure(folder)!.Message : null);
        }
        catch (RunFolderException e)
        {
            return new SweepTaskStatus(task, SweepTaskState.Failed, null, e.Message);
        }
    }

    /// <summary>
    /// Makes a training that failed, or whose folder is damaged, ready to be tried again. What it learned stays, if it is whole.
    /// </summary>
    public void Retry(SweepTask task)
    {
        string folder = PathOf(task);
        bool isDamaged = Failure(folder) is { Kind: SweepTraining.Damaged };
        RunFailure.Clear(folder);
        if (Directory.Exists(folder) && (isDamaged || StatusOf(task).State == SweepTaskState.Failed))
        {
            // Nothing is deleted: somebody may want to see what is left.
            Directory.Move(folder, Path.Combine(FullPath, $".damaged-{task.Name}-{Guid.NewGuid():N}"));
        }
    }

    private static RunFailure? Failure(string folder)
    {
        string path = Path.Combine(folder, RunFailure.FileName);
        return File.Exists(path) ? RunFolder.Parse<RunFailure>(File.ReadAllText(path), path) : null;
    }

    private RunSummary? ReadRun(SweepTask task, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "options.json")))
        {
            return RunCatalog.IsHalf(folder)
                ? throw new RunFolderException(
                    $"{folder} was deleted or copied half-way: trying it again moves the rest aside and starts anew.")
                : null;
        }

        string stamp = RunSummaryCache.Stamp(folder);
        if (known.TryGetValue(task.Name, out (string Stamp, RunSummary Summary) before) && before.Stamp == stamp)
        {
            return before.Summary;
        }

        RunSummary run = RunReader.Read($"{Sweep.Name}/{task.Name}", folder);
        known[task.Name] = (stamp, run);
        return run;
    }
}
