using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps.Slurm;

/// <summary>The script of a job array: what is asked of Slurm, and the one command that a task is.</summary>
internal static class SlurmScript
{
    /// <summary>More tasks than this a job array has by default none: Slurm's <c>MaxArraySize</c> is 1001.</summary>
    public const int MostTasks = 1000;

    /// <summary>Writes the script.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="submission">The submission's folder: it holds the sweep's file as it was then, the tasks' numbers, and the
    /// logs.</param>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="untilEpoch">The epoch to stop after, if any.</param>
    public static string Of(SweepDefinition sweep, string submission, string runs, int? untilEpoch)
    {
        SlurmOptions slurm = sweep.Slurm;
        List<string> lines = ["#!/bin/sh", $"#SBATCH --job-name=digits-{sweep.Name}", $"#SBATCH --output={submission}/%a.log"];
        Add("--partition", slurm.Partition);
        Add("--account", slurm.Account);
        Add("--time", slurm.Time);
        Add("--mem", slurm.Memory);
        Add("--cpus-per-task", $"{slurm.CpusPerTask}");
        Add("--gpus", slurm.Gpus);
        lines.AddRange(slurm.Options.Select(option => $"#SBATCH {option}"));
        lines.AddRange(slurm.Setup);
        string command = slurm.Command ?? string.Join(' ', ThisProgram.Command.Select(Quote));
        string prefix = slurm.Container is { } container ? $"{container} " : string.Empty;
        string until = untilEpoch is { } epoch ? $" --until-epoch {epoch}" : string.Empty;
        lines.Add($"number=$(sed -n \"${{SLURM_ARRAY_TASK_ID}}p\" {Quote($"{submission}/tasks")})");
        lines.Add(
            $"exec {prefix}{command} sweep {Quote(DefinitionIn(sweep, submission))} --runs {Quote(runs)} "
            + $"--task \"$number\" --threads {slurm.CpusPerTask}{until}");
        return string.Join('\n', lines) + "\n";

        void Add(string option, string? value)
        {
            if (value is not null)
            {
                lines.Add($"#SBATCH {option}={value}");
            }
        }
    }

    /// <summary>The sweep's file in a submission's folder; its name is the sweep's.</summary>
    public static string DefinitionIn(SweepDefinition sweep, string submission) => $"{submission}/{sweep.Name}.json";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
