using System.Globalization;
using System.Text;
using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Insight;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>
/// One run on one page that needs nothing else and can be sent to somebody: what was trained on what, curves, how well it reads and with
/// what certainty, what it confuses, the hardest digits, calibration, drawn digits, and how to do it again.
/// </summary>
public static class RunReport
{
    private const int MostHard = 30;

    /// <summary>Writes the page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="mnist">MNIST, which is read again; where it is not the run's, or not at hand, the page says so and does
    /// without.</param>
    /// <param name="drawn">Digits that people drew, if any are at hand.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="RunFolderException">The run is damaged.</exception>
    public static string Render(RunSummary run, MnistData? mnist, DigitDataset? drawn, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = RunFolder.Open(run.Folder);
        var body = new StringBuilder();
        AddWhat(body, run);
        AddCurves(body, run);
        if (folder.IsComplete)
        {
            var classifier = DigitClassifier.Load(folder.ModelPath);
            AddEvaluation(body, folder, run, classifier, mnist, cancellation);
            AddDrawn(body, classifier, drawn, cancellation);
        }

        AddHowToRepeat(body, folder, run);
        return Page.Render($"Run {run.Name}", body.ToString());
    }

    private static void AddWhat(StringBuilder body, RunSummary run)
    {
        string state = run.State switch
        {
            RunState.Complete => $"All {run.EpochsPlanned} epochs are done.",
            RunState.Failed => $"It failed after {run.Epochs.Count} of {run.EpochsPlanned} epochs: {run.Failure}",
            _ => $"{run.Epochs.Count} of {run.EpochsPlanned} epochs are done, so there is no model yet.",
        };
        body.Append($"<p>{Markup.Encode(state)}</p>");
        (string Name, string? Value)[] facts =
        [
            ("begun", run.Started?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
            ("network", run.Recorded.GetValueOrDefault("network")),
            ("trained on", run.Recorded.GetValueOrDefault("images.train")),
            ("chosen by", run.Recorded.GetValueOrDefault("images.validation")),
            ("judged by", run.Recorded.GetValueOrDefault("images.test") ?? (run.TestAccuracy is null ? "no test images" : null)),
            ("split", run.Recorded.GetValueOrDefault("split")),
            ("epoch kept", run.Best is { } best
                ? $"{best.Epoch}, {100 * best.ValidationAccuracy:0.00} % of the validation images right" : null),
            ("time in epochs", TimeSpan.FromSeconds(run.Seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)),
            ("machine", run.Recorded.GetValueOrDefault("system")),
            ("version", run.Recorded.GetValueOrDefault("version")),
            ("libraries", run.Recorded.GetValueOrDefault("libraries")),
        ];
        body.Append(new TableOutput(
            "What was trained on what", ["", "value"],
            [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (string[])[fact.Name, fact.Value!])]).ToHtml());
    }

    private static void AddCurves(StringBuilder body, RunSummary run)
    {
        if (run.Epochs.Count == 0)
        {
            return;
        }

        RunGroup[] group = [new(string.Empty, [run])];
        body.Append("<h2>Curves</h2>")
            .Append(PageChart.Render(RunCharts.Losses(group), "Loss"))
            .Append(PageChart.Render(RunCharts.Accuracies(group), "Validation accuracy"));
    }

    private static void AddEvaluation(
        StringBuilder body, RunFolder folder, RunSummary run, DigitClassifier classifier, MnistData? mnist, CancellationToken cancellation)
    {
        body.Append("<h2>How well it reads</h2>");
        bool hasReadTest = run.TestAccuracy is not null;
        DigitDataset? images = mnist is null ? null : hasReadTest ? mnist.Test : TrainingSelection.Read(folder).Select(mnist).Validation;
        string role = hasReadTest ? "test" : "validation";
        string? recorded = folder.ReadInfo().Data.FirstOrDefault(set => set.Role == role)?.Sha256;
        if (images is null || (recorded is not null && recorded != images.ContentHash()))
        {
            string known = run.TestAccuracy is { } accuracy
                ? $"Of {run.TestCount:N0} test images it read {100 * accuracy:0.00} % right. " : string.Empty;
            body.Append($"<p class=\"note\">{known}The run's own {role} images are not at hand, so there is no more to tell.</p>");
            return;
        }

        if (!hasReadTest)
        {
            body.Append("<p class=\"note\">The run has not read the test set: these are the validation images, ")
                .Append("which have chosen the epoch, so the figures flatter it.</p>");
        }

        EvaluationReport report = Evaluator.Evaluate(classifier, images, cancellationToken: cancellation);
        body.Append(EvaluationTables.Summary(report).ToHtml()).Append(EvaluationTables.Classes(report).ToHtml())
            .Append("<h2>What it confuses</h2>").Append(ConfusionChart.Of(report).ToHtml())
            .Append("<h2>The hardest digits</h2>").Append(Hardest(report, images))
            .Append("<h2>Calibration</h2>").Append(ReliabilityChart.Of((report.Data, report.Calibration)).ToHtml());
    }

    private static void AddDrawn(StringBuilder body, DigitClassifier classifier, DigitDataset? drawn, CancellationToken cancellation)
    {
        if (drawn is null)
        {
            return;
        }

        EvaluationReport report = Evaluator.Evaluate(classifier, drawn, cancellationToken: cancellation);
        body.Append("<h2>Drawn digits</h2><p>Drawn with a pen by other people, never trained on and never chosen by.</p>")
            .Append(EvaluationTables.Summary(report).ToHtml()).Append(Hardest(report, drawn));
    }

    private static string Hardest(EvaluationReport report, DigitDataset images) =>
        EvaluationTables.Hardest(report, images, Math.Min(MostHard, report.Hardest.Count)).ToHtml();

    private static void AddHowToRepeat(StringBuilder body, RunFolder folder, RunSummary run)
    {
        var selection = TrainingSelection.Read(folder);
        string images = selection.TrainingImages is { } count ? $" --training-images {count}" : string.Empty;
        string split = selection.Split == SplitKind.Stratified ? string.Empty : $" --split {selection.Split}";
        RunInfo.NetworkInfo? own = folder.ReadInfo().Network;
        string validation = selection.Validation == TrainingSelection.DefaultValidation
            ? string.Empty : $" --validation {selection.Validation:R}";
        body.Append("<h2>How to do it again</h2>")
            .Append(
                $"<p>With version {Markup.Encode(run.Recorded.GetValueOrDefault("version", "unknown"))} of Handwritten Digits for .NET, "
                + "save the options below as <code>options.json</code>. On the same kind of machine with the same number of threads the "
                + "weights will be the same.</p>")
            .Append(own is null && folder.ReadInfo().OwnCode.Count == 0 ? string.Empty : OwnCode(own, folder.ReadInfo().OwnCode))
            .Append($"<pre>digits train --config options.json{images}{split}{validation}</pre>")
            .Append($"<pre>{Markup.Encode(TrainingJson.Serialize(folder.ReadOptions(), indented: true))}</pre>")
            .Append(new TableOutput(
                "The images", ["role", "images", "SHA-256 of pixels and labels"],
                [.. folder.ReadInfo().Data.Select(set => (string[])[set.Role, $"{set.Name}, {set.Count:N0}", set.Sha256])]).ToHtml());
    }

    // What the command line has no options for.
    private static string OwnCode(RunInfo.NetworkInfo? network, IReadOnlyList<string> code)
    {
        string[] parts = [.. network is null ? [] : (string[])[$"network ({network.Name}, {network.Parameters:N0} parameters)"], .. code];
        string layers = network?.Architecture is { } architecture
            ? "<p>The network's layers, as <code>NetworkDescription.FromJson</code> reads them:</p>"
                + $"<pre>{Markup.Encode(architecture.ToJsonString())}</pre>"
            : string.Empty;
        return $"<p class=\"note\">The run had {Markup.Encode(string.Join(", ", parts))} of its own, which <code>Trainer</code> was "
            + $"given in C#: the command below repeats the rest.</p>{layers}";
    }
}
