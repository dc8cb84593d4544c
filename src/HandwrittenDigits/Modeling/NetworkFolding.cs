using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// Makes a <see cref="FoldedNetwork"/> of a model's file: layer after layer adds what is left of it once training is over.
/// </summary>
internal sealed class NetworkFolding(SafetensorsFile file, string source)
{
    private readonly List<FoldedLayer> layers = [];
    private double scale = 1;
    private double offset;

    /// <summary>The layer that was added last.</summary>
    public FoldedLayer? Last => layers.Count > 0 ? layers[^1] : null;

    public FoldedNetwork Fold(NetworkDescription description)
    {
        try
        {
            foreach (NetworkLayer layer in description.Layers)
            {
                layer.Fold(this);
            }

            return new FoldedNetwork((float)scale, (float)offset, layers, file.Metadata, DigitDetector.Read(file, source));
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(source, exception.Message, exception);
        }
    }

    public void Add(FoldedLayer layer) => layers.Add(layer);

    /// <summary>What pixels of 0 to 1 are multiplied by, and what is added to them then.</summary>
    public void SetInput(double scale, double offset) => (this.scale, this.offset) = (scale, offset);

    /// <summary>A tensor's numbers, a copy.</summary>
    /// <exception cref="ModelFormatException">There is none, or it has another shape or type.</exception>
    public float[] Tensor(string name, params long[] shape)
    {
        if (!file.Tensors.TryGetValue(name, out SafetensorsTensor? tensor))
        {
            throw new ModelFormatException(source, $"it has no tensor '{name}'; it has {string.Join(", ", file.Tensors.Keys.Take(12))}.");
        }

        if (!tensor.Shape.SequenceEqual(shape) || shape.Any(extent => extent < 1))
        {
            throw new ModelFormatException(
                source,
                $"tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}]; its network asks for [{string.Join(", ", shape)}].");
        }

        return tensor.DType == SafetensorsDType.F32
            ? tensor.ToSingles()
            : throw new ModelFormatException(source, $"tensor '{name}' holds {tensor.DType} where F32 is expected.");
    }
}
