using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Sweeps;
using HandwrittenDigits.Cli.Sweeps.Slurm;
using HandwrittenDigits.Cli.Training;
using HandwrittenDigits.Data;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits sweep</c>: many trainings that differ in what a file says.</summary>
internal static class SweepCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The sweep: a JSON file, see docs/experiments.md" };

    private static readonly Option<int?> Parallel = new("--parallel")
    {
        Description =
            "How many trainings run at once on this machine, each with its share of the threads [default: as the file says, else 1]",
        HelpName = "N",
    };

    private static readonly Option<bool> RetryFailed =
        new("--retry-failed") { Description = "Try again what failed; what it had learned is not lost" };

    private static readonly Option<bool> DryRun =
        new("--dry-run") { Description = "Show the trainings and where they stand, and do nothing" };

    private static readonly Option<int?> Number = new("--task")
    {
        Description = "Do only this training, from 1: what a cluster's job calls",
        HelpName = "N",
    };

    private static readonly Option<bool> OnSlurm =
        new("--slurm") { Description = "Submit the trainings to a Slurm cluster and follow them" };

    private static readonly Option<bool> Cancel = new("--cancel") { Description = "With --slurm: cancel what was submitted" };

    private static readonly Option<int?> UntilEpoch = new("--until-epoch") { Hidden = true };

    private static readonly Option<int> Threads = new("--threads") { Hidden = true };

    private static readonly Option<bool> Attached = new("--attached") { Hidden = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "sweep",
            "Train many times, with what a file varies: a grid, a random search or a list",
            ("digits sweep sweep.json", "run it, or go on with it after Ctrl-C"),
            ("digits sweep sweep.json --parallel 2", "two trainings at once"),
            ("digits sweep sweep.json --retry-failed", "and try again what failed"),
            ("digits sweep sweep.json --dry-run", "which trainings there are, and where they stand"),
            ("digits sweep sweep.json --task 17", "one of them alone"),
            ("digits sweep sweep.json --slurm", "on a Slurm cluster"))
        {
            File, Parallel, RetryFailed, DryRun, Number, OnSlurm, Cancel, UntilEpoch, Threads, Attached, CommonOptions.Runs,
            CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => RunAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        string file = parse.GetRequiredValue(File).FullName;
        var sweep = SweepDefinition.Read(file);
        string runs = parse.GetRequiredValue(CommonOptions.Runs).FullName;
        var folder = SweepFolder.Open(sweep, runs);
        if (parse.GetValue(Number) is { } number)
        {
            return await TrainAsync(parse, folder, number, output, cancellation);
        }

        if (parse.GetValue(Cancel))
        {
            return await CancelAsync(parse, folder, output, cancellation);
        }

        int parallel = parse.GetValue(Parallel) ?? sweep.Parallel;
        if (parallel is < 1 or > 1024)
        {
            throw new UsageException($"{Parallel.Name} is {parallel}; it has to be 1 to 1,024.");
        }

        bool isOnSlurm = parse.GetValue(OnSlurm) && !parse.GetValue(DryRun);
        ISweepEngine engine = isOnSlurm
            ? await SlurmEngine.StartAsync(folder, runs, output.Note, cancellation)
            : new ProcessEngine(file, runs, parallel);
        var runner = new SweepRunner(folder, engine);
        if (parse.GetValue(DryRun))
        {
            return Report(runner.Status(), output, folder, () => new SweepTables(output).Plan(runner.Status()));
        }

        output.Result($"Sweep {sweep.Name}: {sweep.Tasks.Count:N0} trainings in {DisplayPath.Of(folder.FullPath)}");
        try
        {
            SweepStatus status = await SweepDisplay.RunAsync(output, display => runner.RunAsync(
                token => MnistLoading.LoadAsync(output, sweep.Data.Folder, sweep.Data.Synthetic, token),
                parse.GetValue(RetryFailed),
                display,
                cancellation));
            Report(status, output, folder, () => new SweepTables(output).Result(status, folder, file));
            return status.Count(SweepTaskState.Failed) == 0 && status.IsDone ? ExitCode.Success : ExitCode.Failure;
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
        {
            SweepStatus status = runner.Status();
            string jobs = parse.GetValue(OnSlurm) ? " What was submitted to Slurm goes on; --cancel ends it." : string.Empty;
            throw new RunStoppedException(
                $"Stopped: {status.Count(SweepTaskState.Complete)} of {status.Tasks.Count} trainings are complete.{jobs} "
                + $"To go on: digits sweep {DisplayPath.Of(file)}{(parse.GetValue(OnSlurm) ? " --slurm" : string.Empty)}",
                e,
                cancellation);
        }
    }

    private static int Report(SweepStatus status, CommandOutput output, SweepFolder folder, Action show)
    {
        if (output.IsJson)
        {
            JsonOutput.Write(SweepJson.Of(status, folder));
        }
        else
        {
            show();
        }

        return ExitCode.Success;
    }

    private static async Task<int> TrainAsync(
        ParseResult parse, SweepFolder folder, int number, CommandOutput output, CancellationToken cancellation)
    {
        SweepDefinition sweep = folder.Sweep;
        if (number < 1 || number > sweep.Tasks.Count)
        {
            throw new UsageException($"{Number.Name} is {number}; this sweep has the trainings 1 to {sweep.Tasks.Count:N0}.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (parse.GetValue(Attached))
        {
            _ = StopWithInputAsync(stop);
        }

        SweepTask task = sweep.Tasks[number - 1];
        if (parse.GetValue(RetryFailed))
        {
            folder.Retry(task);
        }

        MnistData mnist = await MnistLoading.LoadAsync(output, sweep.Data.Folder, sweep.Data.Synthetic, stop.Token);
        await LiveProgress.RunAsync(output.Results, bars => Task.Run(() =>
        {
            SweepTraining.Run(
                folder, task, mnist, parse.GetValue(UntilEpoch), parse.GetValue(Threads), new EpochDisplay(output.Results, bars),
                stop.Token);
            return true;
        }));
        SweepTaskStatus status = folder.StatusOf(task);
        if (output.IsJson)
        {
            JsonOutput.Write(SweepJson.Of(new SweepStatus([status]), folder));
        }
        else
        {
            output.Result(
                $"Training {number} ({task.Description}): {SweepDisplay.Name(status.State)}, {DisplayPath.Of(folder.PathOf(task))}");
        }

        return ExitCode.Success;
    }

    private static async Task<int> CancelAsync(ParseResult parse, SweepFolder folder, CommandOutput output, CancellationToken cancellation)
    {
        if (!parse.GetValue(OnSlurm))
        {
            throw new UsageException($"{Cancel.Name} needs {OnSlurm.Name}: what runs on this machine is stopped by Ctrl-C.");
        }

        IReadOnlyList<string> jobs = await SlurmEngine.CancelAsync(folder, cancellation);
        output.Result(jobs.Count == 0 ? "Nothing that this sweep submitted is in Slurm's queue." : $"Cancelled {string.Join(", ", jobs)}.");
        return ExitCode.Success;
    }

    // The process that started this one holds the other end: it closes that to stop us, and so does its death.
    private static async Task StopWithInputAsync(CancellationTokenSource stop)
    {
        byte[] buffer = new byte[64];
        await using Stream input = Console.OpenStandardInput();
        while (await input.ReadAsync(buffer) > 0)
        {
        }

        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The training has ended by itself.
        }
    }
}
