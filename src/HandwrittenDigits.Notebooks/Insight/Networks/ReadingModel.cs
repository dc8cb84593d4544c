using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>A trained model, found where the notebooks leave them, in the two forms that they need it in.</summary>
public sealed class ReadingModel : CellOutput
{
    private ReadingModel(DigitModel model, string source)
    {
        Source = source;
        Model = model;
        Classifier = DigitClassifier.FromModel(model);
    }

    /// <summary>Where it comes from, for a person.</summary>
    public string Source { get; }

    /// <summary>In libtorch: to train it further, and for a look inside.</summary>
    public DigitModel Model { get; }

    /// <summary>In managed code: to read digits with.</summary>
    public DigitClassifier Classifier { get; }

    /// <summary>
    /// The model of the complete run that read its validation digits best, or the shipped one where there is no run. Models whose network
    /// only the code that made it can make are left out.
    /// </summary>
    /// <param name="runs">The folder that holds all runs.</param>
    public static ReadingModel BestOrShipped(string runs) =>
        RunFolder.List(runs).Where(IsKnown).MaxBy(run => run.ReadOptions().Best(run.ReadMetrics())?.ValidationAccuracy) is { } best
            ? new ReadingModel(DigitModel.Load(best.ModelPath), $"the model of run {best.Name}")
            : Shipped();

    private static bool IsKnown(RunFolder run) =>
        run.IsComplete && (run.ReadOptions().Network is not null || run.ReadNetwork() is not null);

    /// <summary>The model that comes with the library.</summary>
    public static ReadingModel Shipped() => new(ShippedModel.Load(), "the model that comes with the library");

    /// <summary>A model that was trained here.</summary>
    /// <param name="model">The model, which stays the caller's.</param>
    /// <param name="source">Where it comes from, for a person.</param>
    public static ReadingModel Of(DigitModel model, string source = "the model that was trained here") => new(model, source);

    /// <summary>A model of its own to train further.</summary>
    public DigitModel Copy() => Model.Copy();

    /// <inheritdoc/>
    public override string ToHtml() => Markup.Wrap($"<div>{Markup.Encode(ToPlainText())}</div>");

    /// <inheritdoc/>
    public override string ToPlainText()
    {
        string figures = string.Join(", ", Model.Metadata.Metrics.Select(metric => $"{metric.Key} {metric.Value:0.####}"));
        return $"Reads with {Source}: {Model.Network.parameters().Sum(parameter => parameter.numel()):N0} parameters, "
            + $"trained on {Model.Metadata.Data}{(figures.Length > 0 ? $"; {figures}" : "")}.";
    }
}
