namespace HandwrittenDigits.Modeling.Layers;

/// <summary>A layer that makes each number of a window of its feature map.</summary>
public interface IWindowedLayer
{
    /// <summary>What it takes of a window.</summary>
    PoolingMode Mode { get; }

    /// <summary>The windows' rows.</summary>
    PoolingAxis Rows(FeatureShape input);

    /// <summary>The windows' columns.</summary>
    PoolingAxis Columns(FeatureShape input);

    /// <summary>What each window's sum is divided by, row by row, where the mode is the mean.</summary>
    float[] Divisors(FeatureShape input);
}
