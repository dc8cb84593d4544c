namespace HandwrittenDigits.Training;

/// <summary>What says which epoch's weights are kept.</summary>
public enum MonitoredMetric
{
    /// <summary>The highest accuracy on the validation images; at a tie, the lower loss.</summary>
    ValidationAccuracy,

    /// <summary>
    /// The lowest loss on the validation images; at a tie, the higher accuracy. Of a long run the better choice: where only a few images are
    /// read wrongly, chance decides which epoch reads one more.
    /// </summary>
    ValidationLoss,
}
