using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Training;
using Spectre.Console;

namespace HandwrittenDigits.Cli.Training;

/// <summary>Shows a line for each epoch, and a bar for the one under way.</summary>
/// <param name="console">Where.</param>
/// <param name="bars">What draws bars; nothing where there is no terminal.</param>
internal sealed class EpochDisplay(IAnsiConsole console, ProgressContext? bars) : IProgress<TrainingProgress>
{
    private ProgressTask? bar;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Completed is { } epoch)
        {
            console.WriteLine(Line(epoch, value.Epochs));
            if (bar is not null && epoch.Epoch == value.Epochs)
            {
                bar.IsIndeterminate = true;
                bar.Description = "reading the validation and test images with the best epoch's weights";
            }
        }
        else if (bars is not null)
        {
            bar ??= bars.AddTask("Training", maxValue: (double)value.Epochs * value.Batches);
            bar.Value = ((value.Epoch - 1.0) * value.Batches) + value.Batch;
            bar.Description = value.Batch == value.Batches
                ? $"epoch {value.Epoch}/{value.Epochs}  reading the validation images"
                : $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:0.0000}  {value.ImagesPerSecond:N0} images/s";
        }
    }

    private static string Line(EpochMetrics epoch, int epochs) =>
        $"epoch {epoch.Epoch.ToString().PadLeft(epochs.ToString().Length)}/{epochs}  loss {epoch.TrainLoss:0.0000}  "
        + $"validation {Percentage.Of(epoch.ValidationAccuracy)} (loss {epoch.ValidationLoss:0.0000})  "
        + $"{epoch.ImagesPerSecond:N0} images/s  {epoch.Seconds:0.0} s";
}
