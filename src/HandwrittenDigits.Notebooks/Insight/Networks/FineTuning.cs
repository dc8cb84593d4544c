using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Galleries;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Insight;

/// <summary>
/// Teaches a model a person's own digits, and shows what that changed. Each batch is half the person's digits and half others, so
/// that the network does not forget everyone else's.
/// </summary>
public sealed class FineTuning : CellOutput
{
    private const int HalfBatch = 32;
    private const double LearningRate = 5e-4;

    private const int Fewest = 2;

    private readonly CellOutput shown;

    private FineTuning(DigitModel model, CellOutput shown)
    {
        Model = model;
        this.shown = shown;
    }

    /// <summary>The model, taught. The one given stays as it was.</summary>
    public DigitModel Model { get; }

    /// <summary>Trains a copy of a model on every other one of the drawings and judges it on the rest.</summary>
    /// <param name="reader">The model to begin with.</param>
    /// <param name="drawn">The person's digits. One alone is shown and not learned: there would be none to judge by.</param>
    /// <param name="others">Digits to keep in mind; the last thousand of them judge what was forgotten.</param>
    /// <param name="steps">How many batches.</param>
    /// <param name="seed">What chance follows from.</param>
    /// <exception cref="ArgumentException">There are no drawings.</exception>
    public static FineTuning Run(ReadingModel reader, DigitDataset drawn, DigitDataset others, int steps = 60, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(others);
        if (drawn.Count == 0)
        {
            throw new ArgumentException(
                "There are no drawings: two at least are needed, one to learn from and one to judge by.", nameof(drawn));
        }

        if (drawn.Count < Fewest)
        {
            const string title =
                "One drawing so far. With a second one there is one to learn from and one to judge by: draw it and run this cell again.";
            return new FineTuning(reader.Copy(), DigitGallery.Of(title, [(drawn.Image(0), $"{drawn.Label(0)}")]));
        }

        int kept = Math.Min(1000, others.Count / 2);
        DigitDataset learn = drawn.Subset([.. Enumerable.Range(0, drawn.Count).Where(i => i % 2 == 0)]);
        DigitDataset judge = drawn.Subset([.. Enumerable.Range(0, drawn.Count).Where(i => i % 2 == 1)], "drawings it has not seen");
        DigitDataset forgotten = others.Subset([.. Enumerable.Range(others.Count - kept, kept)], $"{others.Name}, {kept:N0} digits");

        // Its detector knows the features as they were.
        DigitModel model = reader.Copy() with { Detector = null };
        Train(model.Network, learn, others.Take(others.Count - kept), steps, seed);
        var after = DigitClassifier.FromModel(model);
        return new FineTuning(
            model,
            EvaluationTables.Summary(
            [
                Evaluate(reader.Classifier, judge, "before"), Evaluate(after, judge, "after"),
                Evaluate(reader.Classifier, forgotten, "before"), Evaluate(after, forgotten, "after"),
            ]));
    }

    /// <inheritdoc/>
    public override string ToHtml() => shown.ToHtml();

    /// <inheritdoc/>
    public override string ToPlainText() => shown.ToPlainText();

    private static EvaluationReport Evaluate(DigitClassifier classifier, DigitDataset dataset, string when)
    {
        EvaluationReport report = Evaluator.Evaluate(classifier, dataset, hardest: 0);
        return report with { Data = $"{report.Data}, {when}" };
    }

    // Batch norm keeps its statistics: those of a few drawings would be worse.
    private static void Train(Module<Tensor, Tensor> network, DigitDataset learn, DigitDataset others, int steps, int seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        using var mine = new DigitTensors(learn);
        using var theirs = new DigitTensors(others);
        using optim.Optimizer optimizer = optim.AdamW(network.parameters(), lr: LearningRate);
        var augmentation = new Augmentation();
        network.eval();
        for (int step = 0; step < steps; step++)
        {
            Notebook.CancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            (Tensor myImages, Tensor myLabels) = mine.Batch(randint(learn.Count, HalfBatch, dtype: ScalarType.Int64, generator: generator));
            (Tensor theirImages, Tensor theirLabels) =
                theirs.Batch(randint(others.Count, HalfBatch, dtype: ScalarType.Int64, generator: generator));
            Tensor logits = network.call(augmentation.Apply(cat([myImages, theirImages]), generator));
            Tensor loss = functional.cross_entropy(logits, cat([myLabels, theirLabels]));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
    }
}
