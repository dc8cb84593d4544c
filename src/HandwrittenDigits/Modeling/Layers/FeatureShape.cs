namespace HandwrittenDigits.Modeling.Layers;

/// <summary>The shape of what goes from one layer to the next, for one image: feature maps, or features in a row.</summary>
/// <param name="Channels">Feature maps; features, where <paramref name="IsFlat"/>.</param>
/// <param name="Height">Rows of each map; 1 where flat.</param>
/// <param name="Width">Columns of each map; 1 where flat.</param>
/// <param name="IsFlat">Whether they are features in a row, <c>[N, Channels]</c>, rather than maps,
/// <c>[N, Channels, Height, Width]</c>.</param>
public readonly record struct FeatureShape(int Channels, int Height, int Width, bool IsFlat = false)
{
    // Over any network that reads 28x28 pixels; what is over it is a mistyped number.
    private const long MostFeatures = 100_000_000;

    /// <summary>Numbers in all.</summary>
    public int Count => Channels * Height * Width;

    /// <summary>Features in a row.</summary>
    public static FeatureShape Flat(int features) => new(features, 1, 1, IsFlat: true);

    /// <inheritdoc/>
    public override string ToString() => IsFlat ? $"[{Channels}]" : $"[{Channels}, {Height}, {Width}]";

    /// <summary>Feature maps of a size that was computed.</summary>
    /// <exception cref="InvalidNetworkException">Nothing is left of them, or they are far too large.</exception>
    internal static FeatureShape Maps(long channels, long height, long width) =>
        height < 1 || width < 1 ? throw new InvalidNetworkException("nothing is left of the image.")
        : channels * Math.Min(height, MostFeatures) * Math.Min(width, MostFeatures) > MostFeatures
            ? throw new InvalidNetworkException("its output is far too large.")
        : new FeatureShape((int)channels, (int)height, (int)width);

    /// <summary>Requires feature maps, where a layer reads those.</summary>
    internal void RequireMaps(string layer)
    {
        if (IsFlat)
        {
            throw new InvalidNetworkException($"{layer} reads feature maps; there are {this}, features in a row.");
        }
    }
}
