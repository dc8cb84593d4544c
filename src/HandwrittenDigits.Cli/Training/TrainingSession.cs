using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Cli.Training;

/// <summary>One run at the terminal: an epoch a line, a bar for the epoch under way, and what to do after Ctrl-C.</summary>
internal sealed class TrainingSession(RunFolder run, TrainingOptions options, TrainingData data, CommandOutput output)
{
    /// <summary>Trains to the end, and says what came of it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="RunStoppedException">It was stopped.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var trainer = new Trainer(options, run.IsBegun ? run.ReadNetwork() : null);
        output.Result(
            $"Run {DisplayPath.Of(run.FullPath)}: {data.Train.Count:N0} images to train on, {data.Validation.Count:N0} to choose by, "
            + $"{trainer.ParameterCount:N0} parameters");
        if (options.MixedPrecision && !options.ComputesInBFloat16())
        {
            output.Note("This processor has no instructions for bfloat16: the convolutions compute in float32.");
        }

        try
        {
            // The trainer reports on the thread it runs on; the bars are drawn on another.
            using TrainingResult result = await LiveProgress.RunAsync(
                output.Results,
                bars => Task.Run(() => trainer.Train(data, run, new EpochDisplay(output.Results, bars), cancellationToken)));
            Show(result, result.Test!);
            return ExitCode.Success;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunStoppedException(
                $"Stopped after {run.ReadMetrics().Count} of {options.Epochs} epochs. "
                + $"To go on: digits train --resume {DisplayPath.Of(run.FullPath)}",
                e,
                cancellationToken);
        }
    }

    private void Show(TrainingResult result, EvaluationReport test)
    {
        if (output.IsJson)
        {
            JsonOutput.Write(new
            {
                run = run.FullPath,
                model = run.ModelPath,
                result.Best,
                result.Epochs,
                result.Model.Metadata.Temperature,
                test,
            });
            return;
        }

        output.Result($"Kept epoch {result.Best.Epoch}, the best on the validation images.");
        output.Result(
            $"{test.Data}: {Percentage.Of(test.Accuracy)} of {test.Count:N0} read right "
            + $"(95 % interval {Percentage.Of(test.AccuracyInterval.Lower)} to {Percentage.Of(test.AccuracyInterval.Upper)})");
        output.Result($"Model: {DisplayPath.Of(run.ModelPath)}");
    }
}

/// <summary>A run was stopped on request; the message says how to go on with it.</summary>
internal sealed class RunStoppedException(string message, OperationCanceledException inner, CancellationToken token)
    : OperationCanceledException(message, inner, token);
