namespace HandwrittenDigits.Evaluation;

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
