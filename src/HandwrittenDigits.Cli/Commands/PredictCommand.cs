using System.CommandLine;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Cli.Predictions;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits predict</c>: reads pictures and pen strokes.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = $"Pictures ({PictureReader.Formats}) of one digit each, or files of pen strokes (.jsonl); - is standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Number = new("--number")
    {
        Description = "Read several digits in a row, in each picture or drawing, as a number",
    };

    private static readonly Option<DirectoryInfo> Explain = new("--explain")
    {
        Description = "Save of each picture a PNG in this folder that shows the ink found in it, each digit in 28x28 and its probabilities",
        HelpName = "FOLDER",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new DigitsCommand(
            "predict",
            "Read digits in pictures and pen strokes",
            ("digits predict photo.jpg", "one digit on paper or on a screen, dark on light or light on dark"),
            ("digits predict *.png --json", "many, for a script"),
            ("digits predict postcode.png --number", "several digits in a row"),
            ("digits predict photo.jpg --explain seen", "what was seen in it, as a picture in the folder 'seen'"),
            ("digits predict drawn.jsonl", "what the drawing pad saved"))
        {
            Files, Number, Explain, CommonOptions.Model, CommonOptions.Json,
        };
        command.SetAction((parse, cancellation) => Task.FromResult(Run(parse, CommandOutput.For(parse), cancellation)));
        return command;
    }

    private static int Run(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        DigitClassifier classifier = ModelArgument.Of(parse).CreateClassifier();
        ExplanationFolder? explanations = parse.GetValue(Explain) is { } folder ? new ExplanationFolder(folder.FullName) : null;
        var reader = new DigitFileReader(classifier, parse.GetValue(Number), explanations);
        var readings = new List<Reading>();
        var failures = new List<(string File, Failure Failure)>();
        foreach (string file in parse.GetRequiredValue(Files).SelectMany(FilePattern.Expand))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                readings.AddRange(reader.Read(file));
            }
            catch (Exception e) when (Failure.Of(e, cancellationToken) is { Code: ExitCode.Data or ExitCode.Usage } failure)
            {
                // The other files are read all the same.
                failures.Add((file, failure));
                failure.Report(json: false, verbose: false);
            }
        }

        if (output.IsJson)
        {
            JsonOutput.Write(new
            {
                predictions = readings,
                errors = failures.Select(failed => new { failed.File, error = failed.Failure.Message }),
            });
        }
        else if (readings.Count > 0)
        {
            Show(readings, output);
            if (parse.GetValue(Explain) is { } explained && readings.Exists(reading => reading.Explanation is not null))
            {
                Console.Error.WriteLine($"What was seen in each picture is shown in {explained}.");
            }
        }

        return failures.Count > 0 ? failures[0].Failure.Code : ExitCode.Success;
    }

    private static void Show(List<Reading> readings, CommandOutput output)
    {
        TextTable table = output.Table("File", ">Digit", ">Confidence", "Remark");
        foreach (Reading reading in readings)
        {
            table.AddTextRow(
                reading.Name, reading.Answer, reading.Digits.Count == 0 ? "-" : $"{reading.Confidence * 100:0.0} %", reading.Remark);
        }

        output.Results.Write(table);
    }
}
