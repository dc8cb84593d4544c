using System.ComponentModel;
using System.Diagnostics;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps.Slurm;

/// <summary>Slurm's own commands: the whole of what this program says to a cluster.</summary>
internal static class SlurmCommands
{
    private const string HowToGetIt =
        "Run this on the cluster's login node, or install Slurm's client: 'apt-get install slurm-client' (Debian, Ubuntu), "
        + "'dnf install slurm' (Fedora). Without a cluster leave out --slurm: --parallel uses the cores of this machine.";

    /// <summary>Submits a job array.</summary>
    /// <param name="script">The job's script.</param>
    /// <param name="array">The array as Slurm writes it: <c>1-20%4</c>.</param>
    /// <param name="cancellation">Stops waiting for the answer.</param>
    /// <returns>The job's number.</returns>
    /// <exception cref="SweepException">Slurm is not there, or refuses the job.</exception>
    public static async Task<string> SubmitAsync(string script, string array, CancellationToken cancellation)
    {
        (int exit, string output, string error) = await RunAsync("sbatch", ["--parsable", $"--array={array}", script], cancellation);
        return exit == 0
            ? output.Trim().Split(';')[0]
            : throw new SweepException(
                $"Slurm refuses the job: {error.Trim()} "
                + "The sweep's 'slurm' settings say what is asked for; 'sinfo' shows what there is.");
    }

    /// <summary>This user's array tasks that are waiting or running: by job and index, whether it runs.</summary>
    /// <exception cref="SweepException">Slurm is not there.</exception>
    public static async Task<IReadOnlyDictionary<(string Job, int Index), bool>?> QueueAsync(CancellationToken cancellation)
    {
        (int exit, string output, _) = await RunAsync("squeue", ["--noheader", "--array", "--me", "--format=%F|%K|%T"], cancellation);
        if (exit != 0)
        {
            // A controller that is being restarted loses no job.
            return null;
        }

        var queue = new Dictionary<(string, int), bool>();
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string[] fields in lines.Select(line => line.Split('|')))
        {
            if (fields.Length == 3 && int.TryParse(fields[1], out int index))
            {
                queue[(fields[0], index)] = fields[2] is "RUNNING" or "COMPLETING";
            }
        }

        return queue;
    }

    /// <summary>
    /// What Slurm says of a task that has ended, <c>CANCELLED</c> or <c>OUT_OF_MEMORY</c>; where it no longer knows, that.
    /// </summary>
    public static async Task<string> StateAsync(string job, int index, CancellationToken cancellation)
    {
        // The accounting, where the cluster has one; else the controller remembers for a few minutes.
        (int exit, string output, _) = await RunAsync(
            "sacct",
            ["--noheader", "--allocations", "--parsable2", $"--jobs={job}_{index}", "--format=State"],
            cancellation);
        if (exit == 0 && output.Trim() is { Length: > 0 } state)
        {
            return state.Split('\n')[0].Split(' ')[0];
        }

        (exit, output, _) = await RunAsync("scontrol", ["show", "job", $"{job}_{index}", "--oneliner"], cancellation);
        return exit == 0 && output.Split(' ').FirstOrDefault(field => field.StartsWith("JobState=", StringComparison.Ordinal)) is { } known
            ? known["JobState=".Length..]
            : "unknown to Slurm by now";
    }

    /// <summary>Cancels jobs.</summary>
    /// <exception cref="SweepException">Slurm is not there, or refuses.</exception>
    public static async Task CancelAsync(IEnumerable<string> jobs, CancellationToken cancellation)
    {
        (int exit, _, string error) = await RunAsync("scancel", jobs, cancellation);
        if (exit != 0)
        {
            throw new SweepException($"Slurm could not cancel: {error.Trim()}");
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(
        string command, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            string error = await process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, error);
        }
        catch (Win32Exception e)
        {
            throw new SweepException($"Slurm's '{command}' is not on this machine. {HowToGetIt}", e);
        }
    }
}
