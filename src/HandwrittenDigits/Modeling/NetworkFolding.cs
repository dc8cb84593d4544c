using System.Text.Json;

namespace HandwrittenDigits.Modeling;

/// <summary>Makes a <see cref="FoldedNetwork"/> of a model's file: reads shape and weights, checks them, folds batch norm.</summary>
internal sealed class NetworkFolding(SafetensorsFile file, string source)
{
    /// <summary>The metadata's key for the network's shape: JSON, see <see cref="Architecture"/>.</summary>
    public const string ArchitectureKey = "architecture";

    /// <summary>The metadata's key for the input's mean and standard deviation: JSON, <c>{"mean": 0.1307, "std": 0.3081}</c>.</summary>
    public const string NormalizationKey = "normalization";

    // What TorchSharp's and PyTorch's BatchNorm2d add to the variance.
    private const double BatchNormEpsilon = 1e-5;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public FoldedNetwork Fold()
    {
        Architecture architecture = Metadata<Architecture>(ArchitectureKey);
        Normalization normalization = Metadata<Normalization>(NormalizationKey);
        if (architecture.Blocks is null || architecture.Blocks.Contains(null!) || architecture.Head is null)
        {
            throw new ModelFormatException(source, $"its metadata '{ArchitectureKey}' names no blocks or no head.");
        }

        var layers = new List<FoldedLayer>();
        try
        {
            for (var i = 0; i < architecture.Blocks.Count; i++)
            {
                layers.Add(FoldBlock($"blocks.{i}", architecture.Blocks[i]));
                if (architecture.Blocks[i].Pool)
                {
                    layers.Add(new FoldedMaxPool());
                }
            }

            layers.Add(Linear(architecture.Head));
            float scale = (float)(1 / normalization.Std);
            float offset = (float)(-normalization.Mean / normalization.Std);
            return new FoldedNetwork(scale, offset, layers, file.Metadata);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(source, exception.Message, exception);
        }
    }

    private FoldedConvolution FoldBlock(string name, Block block)
    {
        float[] weights = Tensor($"{name}.conv.weight", block.Out, block.In, block.Kernel, block.Kernel);
        float[] gamma = Tensor($"{name}.norm.weight", block.Out);
        float[] beta = Tensor($"{name}.norm.bias", block.Out);
        float[] mean = Tensor($"{name}.norm.running_mean", block.Out);
        float[] variance = Tensor($"{name}.norm.running_var", block.Out);

        // Batch norm at rest is gamma * (x - mean) / sqrt(variance + epsilon) + beta: a scale and a shift of each feature map.
        var bias = new float[block.Out];
        int perMap = weights.Length / block.Out;
        for (var map = 0; map < block.Out; map++)
        {
            double scale = gamma[map] / Math.Sqrt(variance[map] + BatchNormEpsilon);
            bias[map] = (float)(beta[map] - (mean[map] * scale));
            foreach (ref float weight in weights.AsSpan(map * perMap, perMap))
            {
                weight = (float)(weight * scale);
            }
        }

        return new FoldedConvolution(block.In, block.Out, block.Kernel, block.Stride, block.Padding, weights, bias);
    }

    private FoldedLinear Linear(Head head) =>
        new(head.In, head.Out, Tensor("head.weight", head.Out, head.In), Tensor("head.bias", head.Out));

    private float[] Tensor(string name, params long[] shape)
    {
        if (!file.Tensors.TryGetValue(name, out SafetensorsTensor? tensor))
        {
            throw new ModelFormatException(source, $"it has no tensor '{name}'; it has {string.Join(", ", file.Tensors.Keys.Take(12))}.");
        }

        if (!tensor.Shape.SequenceEqual(shape) || shape.Any(extent => extent < 1))
        {
            throw new ModelFormatException(
                source, $"tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}]; its '{ArchitectureKey}' asks for [{string.Join(", ", shape)}].");
        }

        return tensor.DType == SafetensorsDType.F32
            ? tensor.ToSingles()
            : throw new ModelFormatException(source, $"tensor '{name}' holds {tensor.DType} where F32 is expected.");
    }

    private T Metadata<T>(string key)
    {
        if (!file.Metadata.TryGetValue(key, out string? json))
        {
            throw new ModelFormatException(source, $"its metadata has no '{key}': was it written by this library's training?");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonOptions)
                ?? throw new ModelFormatException(source, $"its metadata '{key}' is null.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(source, $"its metadata '{key}' is not the JSON expected: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// <c>{"blocks": [{"in": 1, "out": 24, "kernel": 5, "stride": 2, "padding": 2, "pool": false}, ...], "head": {"in": 864, "out": 10}}</c>.
    /// </summary>
    internal sealed record Architecture(IReadOnlyList<Block> Blocks, Head Head);

    internal sealed record Block(int In, int Out, int Kernel, int Stride, int Padding, bool Pool);

    internal sealed record Head(int In, int Out);

    internal sealed record Normalization(double Mean, double Std);
}
