using System.Diagnostics;
using System.Text;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Sweeps;

/// <summary>Trains on this machine, several at once, each in a process of its own with its share of the threads.</summary>
/// <param name="file">The sweep's file.</param>
/// <param name="runs">The folder of all runs.</param>
/// <param name="parallel">How many at once.</param>
internal sealed class ProcessEngine(string file, string runs, int parallel) : ISweepEngine
{
    private static readonly string[] FullDisk = ["No space left", "Read-only file system", "not enough space"];

    /// <inheritdoc/>
    public async Task RunAsync(
        IReadOnlyList<SweepTask> tasks, int? untilEpoch, SweepFolder folder, Action<SweepTask, bool> report, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        string? full = null;
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (task, _) =>
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            report(task, true);
            (int exit, string error) = await TrainAsync(task, untilEpoch, stop.Token);
            if (exit != 0 && FullDisk.Any(sign => error.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            {
                full ??= error;
                await stop.CancelAsync();
            }
            else if (exit != 0 && !stop.IsCancellationRequested)
            {
                Explain(folder, task, exit, error);
            }

            report(task, false);
        });
        cancellation.ThrowIfCancellationRequested();
        if (full is not null)
        {
            throw new SweepException(
                $"The disk can't be written to, so the sweep was stopped: {full} Make room; then the same command goes on.");
        }
    }

    private async Task<(int ExitCode, string Error)> TrainAsync(SweepTask task, int? untilEpoch, CancellationToken cancellation)
    {
        IReadOnlyList<string> program = ThisProgram.Command;
        List<string> arguments =
        [
            .. program.Skip(1), "sweep", file, "--runs", runs, "--task", $"{task.Number}", "--attached",
            "--threads", $"{Math.Max(1, Environment.ProcessorCount / parallel)}",
        ];
        if (untilEpoch is { } epoch)
        {
            arguments.AddRange(["--until-epoch", $"{epoch}"]);
        }

        var start = new ProcessStartInfo(program[0], arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();

        // It watches its input, and stops after the step under way when that ends: so it does too when this process dies.
        await using CancellationTokenRegistration told = cancellation.Register(process.StandardInput.Close);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, LastError(error.ToString()));
    }

    private static string LastError(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal))?["error: ".Length..]
            ?? lines.LastOrDefault() ?? string.Empty;
    }

    // What a process could not note itself, being killed or not even begun.
    private static void Explain(SweepFolder folder, SweepTask task, int exit, string error)
    {
        if (folder.StatusOf(task).State is SweepTaskState.Failed or SweepTaskState.Complete)
        {
            return;
        }

        // Shells and .NET say 128 and the signal's number.
        (string kind, string message) = exit switch
        {
            137 => (
                "out of memory",
                "Its process was killed (signal 9), by somebody or because memory ran out: lower 'parallel' or the batch size."),
            > 128 => ("killed", $"Its process was ended by signal {exit - 128}."),
            _ => ("error", error.Length > 0 ? error : $"Its process ended with exit code {exit}."),
        };
        SweepTraining.Note(folder.PathOf(task), kind, message);
    }
}
