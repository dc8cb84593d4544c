namespace HandwrittenDigits.Inference;

/// <summary>Probabilities of logits, in double precision and without overflow.</summary>
public static class Softmax
{
    /// <summary><c>exp(logit / temperature)</c>, scaled to sum to 1.</summary>
    /// <param name="logits">At least one.</param>
    /// <param name="temperature">Over 0; more than 1 evens the probabilities out.</param>
    /// <param name="probabilities">Receives as many numbers, 0 to 1.</param>
    public static void Apply(ReadOnlySpan<float> logits, double temperature, Span<double> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        double sum = 0;
        double highest = logits[ArgMax(logits)];
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = Math.Exp((logits[i] - highest) / temperature);
            sum += probabilities[i];
        }

        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] /= sum;
        }
    }

    /// <summary>The natural logarithm of one class's probability; finite where the probability itself rounds to zero.</summary>
    public static double LogProbability(ReadOnlySpan<float> logits, int index, double temperature) =>
        (logits[index] / temperature) - LogSumExp(logits, temperature);

    /// <summary>The logarithm of the sum of <c>exp(logit / temperature)</c>: what the energy score is made of.</summary>
    public static double LogSumExp(ReadOnlySpan<float> logits, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        double highest = logits[ArgMax(logits)];
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp((logit - highest) / temperature);
        }

        return (highest / temperature) + Math.Log(sum);
    }

    /// <summary>The index of the highest logit, the first of equals.</summary>
    public static int ArgMax(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
            {
                best = i;
            }
        }

        return best;
    }
}
