using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits evaluate</c>: how well a model reads a data set.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<FileSystemInfo> Data = new("--data")
    {
        Description = "A folder of IDX files, a file of pen strokes (.jsonl) or a folder of pictures [default: MNIST's test set]",
        HelpName = "PATH",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "evaluate",
            "Measure how well a model reads a data set",
            ("digits evaluate", "the shipped model on MNIST's test set"),
            ("digits evaluate --model runs/20260131-235959", "one that you trained"),
            ("digits evaluate --data data/strokes/unipen-1a-dev.jsonl", "on pen strokes"),
            ("digits evaluate --data pictures", "on pictures/0/*.png to pictures/9/*.png, or pictures/7-mine.jpg"),
            ("digits evaluate --json", "for a script: accuracy, count and all the rest"))
        {
            Data, CommonOptions.Synthetic, CommonOptions.Model, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => RunAsync(parse, CommandOutput.For(parse), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        if (parse.GetValue(Data) is not null && parse.GetValue(CommonOptions.Synthetic))
        {
            throw new UsageException($"{Data.Name} and {CommonOptions.Synthetic.Name} name two data sets: leave one out.");
        }

        DigitClassifier classifier = ModelArgument.Of(parse).CreateClassifier();
        DigitDataset images = parse.GetValue(Data) is { } path
            ? DatasetArgument.Load(path.FullName, output, cancellationToken)
            : (await MnistLoading.LoadAsync(output, null, parse.GetValue(CommonOptions.Synthetic), cancellationToken)).Test;
        EvaluationReport report = Evaluator.Evaluate(classifier, images, cancellationToken: cancellationToken);
        if (output.IsJson)
        {
            JsonOutput.Write(report);
        }
        else
        {
            new EvaluationDisplay(output).Write(report);
        }

        return ExitCode.Success;
    }
}
