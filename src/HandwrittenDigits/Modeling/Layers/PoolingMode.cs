namespace HandwrittenDigits.Modeling.Layers;

/// <summary>What pooling takes of a window.</summary>
public enum PoolingMode
{
    /// <summary>The greatest.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}
