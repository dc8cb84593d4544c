using System.Collections.Concurrent;

namespace HandwrittenDigits.Training.Runs;

/// <summary>
/// All runs below a folder, read: those in it, and those of the sweeps in it. What was read is remembered in the folder by the
/// files' lengths and times, so that only what has changed is read again.
/// </summary>
public sealed class RunCatalog
{
    // Parts of a run that lacks its options was deleted half-way, or copied so.
    private static readonly string[] Remains = ["run.json", "metrics.jsonl", "checkpoint.safetensors", "model.safetensors"];

    private RunCatalog(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> problems)
    {
        Runs = runs;
        Problems = problems;
    }

    /// <summary>The runs, oldest first.</summary>
    public IReadOnlyList<RunSummary> Runs { get; }

    /// <summary>What could not be read, a line for a person each: one damaged folder does not hide the others.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reads a folder of runs; of one that is not there, nothing.</summary>
    /// <param name="runs">The folder.</param>
    public static RunCatalog Read(string runs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runs);
        runs = Path.GetFullPath(runs);
        if (!Directory.Exists(runs))
        {
            return new RunCatalog([], []);
        }

        var problems = new ConcurrentBag<string>();
        string[] names = [.. Find(runs, problems)];
        Dictionary<string, RunSummaryCache.Entry> remembered = RunSummaryCache.Read(runs);
        var entries = new RunSummaryCache.Entry?[names.Length];
        int isNew = 0;
        Parallel.For(0, names.Length, i =>
        {
            string folder = Path.Combine(runs, names[i]);
            string stamp = RunSummaryCache.Stamp(folder);
            if (remembered.TryGetValue(names[i], out RunSummaryCache.Entry? known) && known.Stamp == stamp)
            {
                entries[i] = known with { Summary = known.Summary with { Folder = folder } };
                return;
            }

            Interlocked.Exchange(ref isNew, 1);
            try
            {
                entries[i] = new RunSummaryCache.Entry(names[i], stamp, RunReader.Read(names[i], folder));
            }
            catch (RunFolderException e)
            {
                problems.Add(e.Message);
            }
        });
        RunSummaryCache.Entry[] read = [.. entries.OfType<RunSummaryCache.Entry>()];
        if (isNew != 0 || read.Length != remembered.Count)
        {
            RunSummaryCache.Write(runs, read);
        }

        return new RunCatalog(
            [
                .. read.Select(entry => entry.Summary)
                    .OrderBy(run => run.Started ?? DateTimeOffset.MinValue).ThenBy(run => run.Name, StringComparer.Ordinal),
            ],
            [.. problems.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Reads one run.</summary>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="name">The run's name, or a path to its folder.</param>
    /// <exception cref="RunFolderException">There is no such run, or it is damaged.</exception>
    public static RunSummary ReadOne(string runs, string name)
    {
        string folder = FolderOf(runs, name);
        string relative = Path.GetRelativePath(Path.GetFullPath(runs), folder).Replace('\\', '/');
        return RunReader.Read(relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(folder) : relative, folder);
    }

    /// <summary>The folder that a run's name, or a path, means; it may not be there.</summary>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="name">The run's name, or a path to its folder.</param>
    public static string FolderOf(string runs, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string inRuns = Path.Combine(runs, name);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory.Exists(inRuns) || !Directory.Exists(name) ? inRuns : name));
    }

    /// <summary>True for a folder with parts of a run that lacks its options.</summary>
    internal static bool IsHalf(string folder) => !IsRun(folder) && Remains.Any(name => File.Exists(Path.Combine(folder, name)));

    private static IEnumerable<string> Find(string runs, ConcurrentBag<string> problems)
    {
        foreach (string folder in Folders(runs))
        {
            if (IsRun(folder))
            {
                yield return Path.GetFileName(folder);
                continue;
            }

            if (IsHalf(folder))
            {
                problems.Add(
                    $"{folder} holds parts of a run but no options.json: it was deleted or copied half-way. "
                    + $"'digits runs delete {Path.GetFileName(folder)}' removes the rest.");
                continue;
            }

            foreach (string inner in Folders(folder).Where(IsRun))
            {
                yield return $"{Path.GetFileName(folder)}/{Path.GetFileName(inner)}";
            }
        }
    }

    private static IEnumerable<string> Folders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Gone since it was listed, or somebody else's.
            return [];
        }
    }

    private static bool IsRun(string folder) => File.Exists(Path.Combine(folder, "options.json"));
}
