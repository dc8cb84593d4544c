namespace HandwrittenDigits.Modeling;

/// <summary>Max pooling over 2x2 pixels with stride 2, rounding down: <c>[C, S, S] -> [C, S / 2, S / 2]</c>.</summary>
public sealed class FoldedMaxPool : FoldedLayer
{
    /// <summary>Side of the window and its stride, pixels.</summary>
    public const int Size = 2;

    /// <inheritdoc/>
    public override int ParameterCount => 0;
}
