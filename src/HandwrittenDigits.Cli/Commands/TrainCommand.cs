using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Training;
using HandwrittenDigits.Data;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits train</c>: a run from the start, or one taken up again.</summary>
internal sealed class TrainCommand
{
    private readonly TrainingCommandOptions commandOptions = new();
    private readonly Option<FileInfo> resume = new("--resume")
    {
        Description = "Go on with a run that was stopped: its folder",
        HelpName = "RUN",
    };

    private readonly Option<DirectoryInfo> data = new("--data")
    {
        Description = "Folder of MNIST's four files [default: the usual places]",
        HelpName = "FOLDER",
    };

    private readonly Option<int?> trainingImages = new("--training-images")
    {
        Description = "Use only the first so many of MNIST's training images [default: all]",
        HelpName = "N",
    };

    private readonly Option<double?> validation = new("--validation")
    {
        Description = "Share of them kept apart to choose the best epoch by [default: 1/12]",
        HelpName = "X",
    };

    private readonly Option<SplitKind> split = new("--split")
    {
        Description = "Keep them apart by chance, or by writer so that nobody's hand is on both sides [default: Stratified]",
    };

    private readonly Option<string> name = new("--name")
    {
        Description = "A word that becomes part of the run's name",
        HelpName = "NAME",
    };

    private readonly Option<bool> showConfig = new("--show-config")
    {
        Description = "Write the options as a JSON file for --config, and do nothing else",
    };

    private TrainCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create() => new TrainCommand().CreateCommand();

    private Command CreateCommand()
    {
        var command = new DigitsCommand(
            "train",
            "Train a model on MNIST, keeping the run in a folder of its own",
            ("digits train --epochs 1", "one pass: 99 % of the test set"),
            ("digits train --network wide --epochs 20 --name wide", "a larger network, in runs/<time>-wide"),
            ("digits train --show-config > my.json", "all options, to edit"),
            ("digits train --config my.json --seed 2", "options from a file, one of them changed"),
            ("digits train --resume runs/20260131-235959-wide", "go on after Ctrl-C"),
            ("digits train --resume runs/20260131-235959-wide --epochs 40", "prolong a run whose learning rate was constant"))
        {
            resume, data, CommonOptions.Synthetic, trainingImages, validation, split, CommonOptions.Runs, name, showConfig,
            CommonOptions.Json,
        };
        foreach (Option option in commandOptions.All)
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var output = CommandOutput.For(parse);
        if (parse.GetValue(showConfig))
        {
            Console.Out.WriteLine(TrainingJson.Serialize(commandOptions.Read(parse), indented: true));
            return ExitCode.Success;
        }

        return parse.GetValue(resume) is { } folder
            ? await ResumeAsync(parse, folder, output, cancellationToken)
            : await StartAsync(parse, output, cancellationToken);
    }

    private async Task<int> StartAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        TrainingOptions options = commandOptions.Read(parse);
        TrainingSelection selection = ReadSelection(parse);
        MnistData mnist = await MnistLoading.LoadAsync(output, selection.Folder, selection.Synthetic, cancellationToken);
        TrainingData images = selection.Select(mnist);
        await LibTorchInstallation.EnsureAsync(output, cancellationToken);
        var run = RunFolder.Create(parse.GetRequiredValue(CommonOptions.Runs).FullName, parse.GetValue(name));
        try
        {
            selection.Write(run);
            return await new TrainingSession(run, options, images, output).RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or TrainingDivergedException) && !File.Exists(run.CheckpointPath))
        {
            // A run that was refused (no such device, no teachers, too few images) has not begun.
            Directory.Delete(run.FullPath, recursive: true);
            throw;
        }
    }

    private async Task<int> ResumeAsync(ParseResult parse, FileInfo folder, CommandOutput output, CancellationToken cancellationToken)
    {
        Option[] fixedByTheRun =
        [
            data, CommonOptions.Synthetic, trainingImages, validation, split, name,
            .. commandOptions.All.Where(option => option != commandOptions.Epochs),
        ];
        if (fixedByTheRun.FirstOrDefault(option => TrainingCommandOptions.IsGiven(parse, option)) is { } given)
        {
            throw new UsageException(
                $"{given.Name} can't be given with {resume.Name}: a run goes on with the options and the data it was begun with. "
                + "Leave it out, or start a new run.");
        }

        string inRuns = Path.Combine(parse.GetRequiredValue(CommonOptions.Runs).FullName, folder.ToString());
        var run = RunFolder.Open(Directory.Exists(inRuns) ? inRuns : folder.FullName);
        if (run.IsComplete && !TrainingCommandOptions.IsGiven(parse, commandOptions.Epochs))
        {
            string model = $"all {run.ReadOptions().Epochs} epochs are done. Model: {DisplayPath.Of(run.ModelPath)}";
            output.Result($"{DisplayPath.Of(run.FullPath)} is complete: {model}");
            if (output.IsJson)
            {
                JsonOutput.Write(new { run = run.FullPath, model = run.ModelPath, complete = true });
            }

            return ExitCode.Success;
        }

        var selection = TrainingSelection.Read(run);
        MnistData mnist = await MnistLoading.LoadAsync(output, selection.Folder, selection.Synthetic, cancellationToken);
        await LibTorchInstallation.EnsureAsync(output, cancellationToken);
        TrainingOptions options = commandOptions.ReadEpochs(parse, run.ReadOptions());
        return await new TrainingSession(run, options, selection.Select(mnist), output).RunAsync(cancellationToken);
    }

    private TrainingSelection ReadSelection(ParseResult parse)
    {
        double share = parse.GetValue(validation) ?? TrainingSelection.DefaultValidation;
        int? count = parse.GetValue(trainingImages);
        if (parse.GetValue(data) is not null && parse.GetValue(CommonOptions.Synthetic))
        {
            throw new UsageException($"{data.Name} and {CommonOptions.Synthetic.Name} name two data sets: leave one out.");
        }

        return (share, count) switch
        {
            (not (> 0 and < 1), _) => throw new UsageException($"{validation.Name} is {share}; it has to be over 0 and less than 1."),
            (_, < 1) => throw new UsageException($"{trainingImages.Name} is {count}; it has to be at least 1."),
            _ => new TrainingSelection
            {
                Folder = parse.GetValue(data)?.FullName,
                Synthetic = parse.GetValue(CommonOptions.Synthetic),
                TrainingImages = count,
                Validation = share,
                Split = parse.GetValue(split),
            },
        };
    }
}
