using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using static TorchSharp.torch;

namespace HandwrittenDigits.Evaluation;

/// <summary>Measures how well digits are read.</summary>
public static class Evaluator
{
    /// <summary>How many of the hardest examples are kept, unless told otherwise.</summary>
    public const int DefaultHardest = 50;

    /// <summary>Reads a whole data set and measures.</summary>
    /// <param name="classifier">What reads.</param>
    /// <param name="dataset">At least one image.</param>
    /// <param name="threads">How many threads share the images; by default as many as there are processors.</param>
    /// <param name="hardest">How many of the hardest examples to keep.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    public static EvaluationReport Evaluate(
        DigitClassifier classifier, DigitDataset dataset, int? threads = null, int hardest = DefaultHardest,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(dataset);
        IReadOnlyList<Prediction> predictions = classifier.ClassifyBatch(dataset, threads ?? Environment.ProcessorCount, cancellationToken);
        float[] logits = [.. predictions.SelectMany(prediction => prediction.Logits)];
        return Measure(logits, dataset.Labels.Span, dataset.Name, classifier.Temperature, hardest) with
        {
            UnsureShare = (double)predictions.Count(prediction => prediction.IsUnsure) / dataset.Count,
            IsSynthetic = dataset.IsSynthetic,
        };
    }

    /// <summary>Reads a whole data set with a module as it is now and measures.</summary>
    /// <param name="network">From <c>[N, 1, 28, 28]</c> (paper = 0, ink = 1) to <c>[N, 10]</c>; it stays the caller's.</param>
    /// <param name="dataset">At least one image.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="InvalidNetworkException">The module reads no digits; the message says what to change.</exception>
    public static EvaluationReport Evaluate(
        nn.Module<Tensor, Tensor> network, DigitDataset dataset, CancellationToken cancellationToken = default) =>
        Evaluate(DigitClassifier.FromModule(network), dataset, cancellationToken: cancellationToken);

    /// <summary>Measures on logits, wherever they came from.</summary>
    /// <param name="logits"><c>[N, 10]</c>, row-major.</param>
    /// <param name="labels"><c>[N]</c>, 0 to 9; at least one.</param>
    /// <param name="data">What the data are called.</param>
    /// <param name="temperature">What logits are divided by before softmax.</param>
    /// <param name="hardest">How many of the hardest examples to keep.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, there is nothing, or a logit is not finite.</exception>
    public static EvaluationReport Measure(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, string data = "data", double temperature = 1, int hardest = DefaultHardest)
    {
        LogitRows.Require(logits, labels);
        ArgumentOutOfRangeException.ThrowIfNegative(hardest);
        if (labels.IsEmpty)
        {
            throw new ArgumentException($"{data} holds no image: there is nothing to evaluate.", nameof(labels));
        }

        int[] predicted = new int[labels.Length];
        for (int i = 0; i < predicted.Length; i++)
        {
            predicted[i] = Softmax.ArgMax(LogitRows.Row(logits, i));
        }

        var confusion = ConfusionMatrix.Of(labels, predicted);
        return new EvaluationReport
        {
            Data = data,
            Count = labels.Length,
            Correct = confusion.Correct,
            AccuracyInterval = Interval.Wilson(confusion.Correct, labels.Length),
            Classes = confusion.ClassScores(),
            Confusion = confusion,
            Calibration = Calibration.Measure(logits, labels, temperature),
            Temperature = temperature,
            ConfusedPairs = confusion.ConfusedPairs(),
            Hardest = HardestExamples(logits, labels, predicted, temperature, hardest),
        };
    }

    private static HardExample[] HardestExamples(
        ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, int[] predicted, double temperature, int count)
    {
        // Logarithms still tell apart what rounds to a probability of zero.
        double[] scores = new double[labels.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Softmax.LogProbability(LogitRows.Row(logits, i), labels[i], temperature);
        }

        var examples = new List<HardExample>();
        foreach (int i in Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).Take(count))
        {
            double best = Softmax.LogProbability(LogitRows.Row(logits, i), predicted[i], temperature);
            examples.Add(new HardExample(i, labels[i], predicted[i], Math.Exp(scores[i]), Math.Exp(best)));
        }

        return [.. examples];
    }
}
