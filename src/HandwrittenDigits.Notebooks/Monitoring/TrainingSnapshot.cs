using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Notebooks.Monitoring;

/// <summary>A run at one moment, as <see cref="TrainingMonitor"/> shows it.</summary>
/// <param name="name">What a person calls the run.</param>
/// <param name="progress">The latest report, or nothing before the first.</param>
/// <param name="losses">Loss by the number of epochs gone.</param>
/// <param name="epochs">The complete epochs.</param>
/// <param name="ending">How the run ended, or nothing while it goes.</param>
internal sealed class TrainingSnapshot(
    string name, TrainingProgress? progress, IReadOnlyList<(double Epochs, double Loss)> losses, IReadOnlyList<EpochMetrics> epochs,
    string? ending)
    : PicturedOutput
{
    private double Share => progress is null ? 0 : (progress.Epoch - 1 + ((double)progress.Batch / progress.Batches)) / progress.Epochs;

    private int TotalEpochs => progress?.Epochs ?? Math.Max(1, epochs.Count);

    /// <inheritdoc/>
    public override string ToHtml()
    {
        string percent = $"{100 * Share:0}";
        return Markup.Wrap(
            $"""
            <div><strong>{Markup.Encode(name)}</strong> · {Markup.Encode(Line())}</div>
            <div role="progressbar" aria-label="{Markup.Encode(name)}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{percent}"
            style="height:8px;max-width:720px;margin:6px 0;border-radius:4px;background:rgba(128,128,128,.3)">
            <div style="height:8px;border-radius:4px;width:{percent}%;background:{Colour.Accent.Css}"></div></div>
            {TrainingCurves.Draw(losses, epochs, TotalEpochs).ToSvg()}
            """);
    }

    /// <inheritdoc/>
    public override string ToPlainText() => $"{name}: {Line()}";

    /// <inheritdoc/>
    public override byte[] ToPng() => TrainingCurves.Draw(losses, epochs, TotalEpochs).ToPng($"{name}: {Line()}");

    private string Line()
    {
        if (progress is null)
        {
            return ending ?? "getting ready";
        }

        string validation = epochs.Count == 0
            ? ""
            : $"; validation loss {epochs[^1].ValidationLoss:0.0000}, {100 * epochs[^1].ValidationAccuracy:0.00} % right";
        string figures = $"training loss {progress.Loss:0.0000}{validation}; {progress.ImagesPerSecond:N0} images/s";
        string epoch = $"epoch {progress.Epoch} of {progress.Epochs}";
        return (ending, progress.Completed) switch
        {
            ({ } how, _) => $"{how} {Sentence(figures)} after {Duration(progress.Elapsed)}.",
            (_, { } done) when done.Epoch == progress.Epochs => $"{figures}; reading the images once more with the best epoch's weights",
            (_, null) when progress.Batch == progress.Batches => $"{epoch}: {figures}; reading the validation images",
            _ => $"{epoch}, batch {progress.Batch} of {progress.Batches}: {figures}, {Duration(progress.Remaining)} left",
        };
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Duration(TimeSpan time) => time.TotalSeconds < 100 ? $"{time.TotalSeconds:0} s" : $"{time.TotalMinutes:0.0} min";
}
