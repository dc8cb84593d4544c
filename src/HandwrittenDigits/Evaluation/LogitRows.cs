using HandwrittenDigits.Data;

namespace HandwrittenDigits.Evaluation;

/// <summary>Logits <c>[N, 10]</c> as one row-major span.</summary>
internal static class LogitRows
{
    public static ReadOnlySpan<float> Row(ReadOnlySpan<float> logits, int index) =>
        logits.Slice(index * DigitDataset.ClassCount, DigitDataset.ClassCount);

    public static void Require(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        if (logits.Length != labels.Length * DigitDataset.ClassCount)
        {
            throw new ArgumentException(
                $"{labels.Length} labels need {labels.Length * DigitDataset.ClassCount} logits, not {logits.Length}.", nameof(logits));
        }

        if (labels.ContainsAnyExceptInRange((byte)0, (byte)(DigitDataset.ClassCount - 1)))
        {
            throw new ArgumentException("Labels are digits, 0 to 9.", nameof(labels));
        }

        foreach (float logit in logits)
        {
            if (!float.IsFinite(logit))
            {
                throw new ArgumentException($"A logit is {logit}: the network that made it is damaged.", nameof(logits));
            }
        }
    }
}
