namespace HandwrittenDigits.Modeling;

/// <summary>A linear layer over all features, channel after channel, row by row: <c>[C, S, S] -> [Out]</c>, without ReLU.</summary>
public sealed class FoldedLinear : FoldedLayer
{
    /// <summary>Wraps the numbers given; they are not copied.</summary>
    /// <param name="inputs">Features that come in, at least 1.</param>
    /// <param name="outputs">Numbers that go out, at least 1.</param>
    /// <param name="weights"><c>[outputs, inputs]</c>, row-major.</param>
    /// <param name="bias"><c>[outputs]</c>.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    public FoldedLinear(int inputs, int outputs, float[] weights, float[] bias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (weights.LongLength != (long)inputs * outputs || bias.Length != outputs)
        {
            throw new ArgumentException($"A linear layer [{outputs}, {inputs}] does not fit {weights.Length} weights and {bias.Length} biases.", nameof(weights));
        }

        Inputs = inputs;
        Outputs = outputs;
        Weights = weights;
        Bias = bias;
    }

    /// <summary>Features that come in.</summary>
    public int Inputs { get; }

    /// <summary>Numbers that go out.</summary>
    public int Outputs { get; }

    /// <summary><c>[Outputs, Inputs]</c>, row-major.</summary>
    public float[] Weights { get; }

    /// <summary><c>[Outputs]</c>.</summary>
    public float[] Bias { get; }

    /// <inheritdoc/>
    public override int ParameterCount => Weights.Length + Bias.Length;
}
