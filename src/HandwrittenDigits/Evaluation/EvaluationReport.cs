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
