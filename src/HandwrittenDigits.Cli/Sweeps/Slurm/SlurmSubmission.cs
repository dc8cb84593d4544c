using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps.Slurm;

/// <summary>A job array that was submitted: a line of the sweep's <c>slurm/jobs.jsonl</c>.</summary>
/// <param name="Job">Slurm's number of it.</param>
/// <param name="Tasks">The trainings' names in the order of the array's indices, which begin at 1.</param>
internal sealed record SlurmSubmission(string Job, IReadOnlyList<string> Tasks)
{
    /// <summary>The folder of what was submitted.</summary>
    public static string FolderIn(SweepFolder folder) => Path.Combine(folder.FullPath, "slurm");

    /// <summary>All that were submitted, oldest first.</summary>
    public static IReadOnlyList<SlurmSubmission> Read(SweepFolder folder) => File.Exists(ListIn(folder))
        ? [.. File.ReadLines(ListIn(folder)).Where(line => line.EndsWith('}')).Select(TrainingJson.Deserialize<SlurmSubmission>)]
        : [];

    /// <summary>Submits trainings, in as many arrays as Slurm needs.</summary>
    public static async Task<IReadOnlyList<SlurmSubmission>> SubmitAsync(
        SweepFolder folder, string runs, IReadOnlyList<SweepTask> tasks, int? untilEpoch, CancellationToken cancellation)
    {
        var submitted = new List<SlurmSubmission>();
        foreach (SweepTask[] part in tasks.Chunk(SlurmScript.MostTasks))
        {
            string place = NewFolder(FolderIn(folder));
            await File.WriteAllTextAsync(SlurmScript.DefinitionIn(folder.Sweep, place), folder.Sweep.Text, cancellation);
            await File.WriteAllLinesAsync($"{place}/tasks", part.Select(task => $"{task.Number}"), cancellation);
            await File.WriteAllTextAsync($"{place}/job.sh", SlurmScript.Of(folder.Sweep, place, runs, untilEpoch), cancellation);
            string atOnce = folder.Sweep.Slurm.AtOnce is { } limit ? $"%{limit}" : string.Empty;

            // Not cancelled in the middle: a job that is in the queue has to be in the list.
            var submission = new SlurmSubmission(
                await SlurmCommands.SubmitAsync($"{place}/job.sh", $"1-{part.Length}{atOnce}", CancellationToken.None),
                [.. part.Select(task => task.Name)]);
            await File.AppendAllTextAsync(ListIn(folder), TrainingJson.Serialize(submission) + "\n", CancellationToken.None);
            submitted.Add(submission);
        }

        return submitted;
    }

    private static string ListIn(SweepFolder folder) => Path.Combine(FolderIn(folder), "jobs.jsonl");

    private static string NewFolder(string parent)
    {
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(parent, $"{number}");
            if (!Directory.Exists(path))
            {
                return Directory.CreateDirectory(path).FullName;
            }
        }
    }
}
