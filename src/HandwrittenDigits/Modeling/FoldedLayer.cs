namespace HandwrittenDigits.Modeling;

/// <summary>One step of a <see cref="FoldedNetwork"/>, as plain numbers.</summary>
public abstract class FoldedLayer
{
    private protected FoldedLayer()
    {
    }

    /// <summary>Numbers that training found, with batch norm folded in.</summary>
    public abstract int ParameterCount { get; }
}
