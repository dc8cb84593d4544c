namespace HandwrittenDigits.Evaluation;

/// <summary>How well a network reads one data set. Immutable; System.Text.Json writes it as it is.</summary>
public sealed record EvaluationReport
{
    /// <summary>What the data are called.</summary>
    public required string Data { get; init; }

    /// <summary>How many images there are.</summary>
    public required int Count { get; init; }

    /// <summary>How many were read right.</summary>
    public required int Correct { get; init; }

    /// <summary>The share that was read right, 0 to 1.</summary>
    public double Accuracy => Count == 0 ? 0 : (double)Correct / Count;

    /// <summary>How many were read wrong.</summary>
    public int Errors => Count - Correct;

    /// <summary>The 95 % interval of the accuracy, <see cref="Interval.Wilson"/>.</summary>
    public required Interval AccuracyInterval { get; init; }

    /// <summary>Precision, recall and F1 of each digit, 0 to 9.</summary>
    public required IReadOnlyList<ClassScore> Classes { get; init; }

    /// <summary>How often each digit was read as each digit.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Negative log likelihood, calibration error and reliability bins, at <see cref="Temperature"/>.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>What the logits were divided by before softmax.</summary>
    public required double Temperature { get; init; }

    /// <summary>What was taken for what, the most frequent first.</summary>
    public required IReadOnlyList<ConfusedPair> ConfusedPairs { get; init; }

    /// <summary>The images whose true class got the least probability, the hardest first.</summary>
    public required IReadOnlyList<HardExample> Hardest { get; init; }

    /// <summary>The share of images that was answered with "unsure", 0 to 1; null where only logits were at hand.</summary>
    public double? UnsureShare { get; init; }

    /// <summary>True where a program, not people, drew the digits: then these figures say nothing about handwriting.</summary>
    public bool IsSynthetic { get; init; }
}

/// <summary>How well one digit is read.</summary>
/// <param name="Digit">The digit, 0 to 9.</param>
/// <param name="Support">How many of the images are this digit.</param>
/// <param name="Precision">Of the images read as this digit, the share that are it; null where none was.</param>
/// <param name="Recall">Of the images of this digit, the share that were read so; null where there are none.</param>
/// <param name="F1">The harmonic mean of precision and recall; null where the digit neither came nor was read.</param>
public sealed record ClassScore(int Digit, int Support, double? Precision, double? Recall, double? F1);

/// <summary>A digit and what it was taken for.</summary>
/// <param name="Actual">What it is, 0 to 9.</param>
/// <param name="Predicted">What it was read as, 0 to 9; not the same.</param>
/// <param name="Count">How often, at least once.</param>
public sealed record ConfusedPair(int Actual, int Predicted, int Count);

/// <summary>An image that the network found hard: its true class got little probability.</summary>
/// <param name="Index">Which image of the data set, from 0.</param>
/// <param name="Actual">What it is, 0 to 9.</param>
/// <param name="Predicted">What it was read as, 0 to 9.</param>
/// <param name="ActualProbability">The probability given to what it is, 0 to 1.</param>
/// <param name="PredictedProbability">The probability given to what it was read as, 0 to 1.</param>
public sealed record HardExample(int Index, int Actual, int Predicted, double ActualProbability, double PredictedProbability)
{
    /// <summary>True where it was read wrong.</summary>
    public bool IsError => Actual != Predicted;
}
