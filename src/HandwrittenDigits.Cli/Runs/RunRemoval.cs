using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Cli.Runs;

/// <summary>Deletes runs' folders, once the person has agreed.</summary>
internal static class RunRemoval
{
    // A run's files, whole or in part: a folder with none of them is something else.
    private static readonly string[] Marks = ["options.json", "run.json", "metrics.jsonl", "checkpoint.safetensors", "model.safetensors"];

    /// <summary>The folders of the named runs, each of which is one, whole or half deleted.</summary>
    /// <exception cref="RunFolderException">A name means no run, or a run that is being trained.</exception>
    public static IReadOnlyList<string> Find(string runs, IEnumerable<string> names)
    {
        string[] folders = [.. names.Select(name => RunCatalog.FolderOf(runs, name)).Distinct(StringComparer.Ordinal)];
        foreach (string folder in folders)
        {
            if (!Marks.Any(mark => File.Exists(Path.Combine(folder, mark))))
            {
                throw new RunFolderException(
                    $"{folder} holds no run, so nothing was deleted. 'digits runs list' shows the runs there are.");
            }

            if (File.Exists(Path.Combine(folder, "options.json")))
            {
                RunFolder.Open(folder).Lock().Dispose();
            }
        }

        return folders;
    }

    /// <summary>Asks at the terminal.</summary>
    /// <exception cref="UsageException">There is nobody to ask.</exception>
    public static bool Ask(IReadOnlyList<string> folders, CommandOutput output)
    {
        double megabytes = folders.Sum(Size) / 1e6;
        string what = folders.Count == 1 ? $"the run {DisplayPath.Of(folders[0])}" : $"{folders.Count} runs";
        if (Console.IsInputRedirected)
        {
            throw new UsageException($"To delete {what} ({megabytes:0.0} MB) without being asked, add --yes. Nothing was deleted.");
        }

        foreach (string folder in folders.Where(_ => folders.Count > 1))
        {
            output.Note(DisplayPath.Of(folder));
        }

        Console.Error.Write($"Delete {what} ({megabytes:0.0} MB) for good? [y/N] ");
        return Console.In.ReadLine()?.Trim() is { Length: > 0 } answer && "yes".StartsWith(answer, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Deletes a folder: first by a name under which no run is looked for, so that a stop in the middle leaves no half of a run.
    /// </summary>
    public static void Delete(string folder)
    {
        string aside = Path.Combine(Path.GetDirectoryName(folder)!, $".deleted-{Guid.NewGuid():N}");
        Directory.Move(folder, aside);
        Directory.Delete(aside, recursive: true);
    }

    private static long Size(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
