namespace HandwrittenDigits.Modeling;

/// <summary>A square convolution with its batch norm folded in, followed by ReLU: <c>[In, S, S] -> [Out, S', S']</c>.</summary>
public sealed class FoldedConvolution : FoldedLayer
{
    /// <summary>Wraps the numbers given; they are not copied.</summary>
    /// <param name="inChannels">Feature maps that come in, at least 1.</param>
    /// <param name="outChannels">Feature maps that go out, at least 1.</param>
    /// <param name="kernel">Side of the kernel, at least 1.</param>
    /// <param name="stride">How far the kernel moves, at least 1.</param>
    /// <param name="padding">Zeros added on each side of the input, 0 to the kernel's side.</param>
    /// <param name="weights"><c>[outChannels, inChannels, kernel, kernel]</c>, row-major.</param>
    /// <param name="bias"><c>[outChannels]</c>.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    public FoldedConvolution(int inChannels, int outChannels, int kernel, int stride, int padding, float[] weights, float[] bias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding, kernel);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (weights.LongLength != (long)outChannels * inChannels * kernel * kernel || bias.Length != outChannels)
        {
            throw new ArgumentException(
                $"A convolution [{outChannels}, {inChannels}, {kernel}, {kernel}] does not fit {weights.Length} weights and {bias.Length} biases.", nameof(weights));
        }

        InChannels = inChannels;
        OutChannels = outChannels;
        Kernel = kernel;
        Stride = stride;
        Padding = padding;
        Weights = weights;
        Bias = bias;
    }

    /// <summary>Feature maps that come in.</summary>
    public int InChannels { get; }

    /// <summary>Feature maps that go out.</summary>
    public int OutChannels { get; }

    /// <summary>Side of the kernel, pixels.</summary>
    public int Kernel { get; }

    /// <summary>How far the kernel moves, pixels.</summary>
    public int Stride { get; }

    /// <summary>Zeros added on each side of the input, pixels.</summary>
    public int Padding { get; }

    /// <summary><c>[OutChannels, InChannels, Kernel, Kernel]</c>, row-major.</summary>
    public float[] Weights { get; }

    /// <summary><c>[OutChannels]</c>.</summary>
    public float[] Bias { get; }

    /// <inheritdoc/>
    public override int ParameterCount => Weights.Length + Bias.Length;

    /// <summary>The side of what comes out, pixels, for an input of side <paramref name="side"/>; less than 1 where nothing does.</summary>
    public int OutputSide(int side) => OutputSide(side, Kernel, Stride, Padding);

    /// <summary>The same of any convolution.</summary>
    internal static int OutputSide(int side, int kernel, int stride, int padding)
    {
        int room = side + (2 * padding) - kernel;
        return room < 0 ? 0 : (room / stride) + 1;
    }
}
