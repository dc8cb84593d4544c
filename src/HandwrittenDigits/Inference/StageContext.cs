using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>What a layer has to know to become a step of a <see cref="ManagedNetwork"/>.</summary>
/// <param name="Layer">The layer with its numbers.</param>
/// <param name="Input">How what goes in lies in memory.</param>
/// <param name="Height">Rows of what is to be computed; the layer may make more, which nobody reads.</param>
/// <param name="Width">Columns of it.</param>
/// <param name="Border">Zeros on each side that the next convolution needs.</param>
/// <param name="IsRectified">Whether ReLU follows, which a convolution and a linear layer then see to.</param>
internal sealed record StageContext(FoldedLayer Layer, FeatureMapLayout Input, int Height, int Width, int Border, bool IsRectified)
{
    /// <summary>The least number that goes out of a convolution or a linear layer.</summary>
    public float Least => IsRectified ? 0 : float.NegativeInfinity;

    /// <summary>How what comes out lies in memory: as what went in, where that is features in a row.</summary>
    public FeatureMapLayout Maps<TVector>()
        where TVector : unmanaged, IFloatVector<TVector> =>
        Layer.Output.IsFlat ? Input with { Border = 0 } : FeatureMapLayout.Of<TVector>(Layer.Output.Channels, Height, Width, Border);
}
