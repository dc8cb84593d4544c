using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A network as data: its layers in order, without their weights. A model's file carries it, so that the network is loaded without the code
/// that made it, runs without libtorch and on the drawing pad, and is written as ONNX.
/// </summary>
public sealed class NetworkDescription : IEquatable<NetworkDescription>
{
    /// <summary>Puts the layers together.</summary>
    /// <param name="layers">The layers in order, from <c>[1, 28, 28]</c> to <c>[10]</c>.</param>
    /// <exception cref="InvalidNetworkException">A layer does not fit the one before it; the message names it.</exception>
    public NetworkDescription(IEnumerable<NetworkLayer> layers)
    {
        Layers = [.. layers];
        var shapes = new List<FeatureShape> { new(1, DigitImage.Side, DigitImage.Side) };
        foreach (NetworkLayer layer in Layers)
        {
            if (layer is NormalizationLayer && shapes.Count > 1)
            {
                throw new InvalidNetworkException($"Layer {layer.Name} is a normalisation of pixels, which only the first layer can be.");
            }

            shapes.Add(Shape(layer, shapes[^1]));
        }

        Shapes = [.. shapes[1..]];
        if (shapes[^1] != FeatureShape.Flat(DigitDataset.ClassCount))
        {
            throw new InvalidNetworkException(
                $"The layers make {shapes[^1]} of an image, not [{DigitDataset.ClassCount}], a logit for each digit.");
        }
    }

    /// <summary>The layers in order.</summary>
    public ImmutableArray<NetworkLayer> Layers { get; }

    /// <summary>The shape of what comes out of each layer, for one image.</summary>
    public IReadOnlyList<FeatureShape> Shapes { get; }

    /// <summary>Numbers that training finds.</summary>
    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Multiply-adds that one image takes.</summary>
    public long MultiplyAdds => Layers.Select((layer, i) => layer.MultiplyAdds(InputShape(i))).Sum();

    /// <summary>The shape of what goes into a layer, for one image.</summary>
    public FeatureShape InputShape(int layer) => layer == 0 ? new(1, DigitImage.Side, DigitImage.Side) : Shapes[layer - 1];

    /// <summary>Reads a module: a <see cref="DigitCnn"/>, or a sequence, perhaps of sequences, of the usual layers.</summary>
    /// <exception cref="InvalidNetworkException">It holds something else; the message names it.</exception>
    public static NetworkDescription Of(Module<Tensor, Tensor> network) =>
        TryRead(network, out NetworkDescription? description, out string? problem)
            ? description
            : throw new InvalidNetworkException(problem);

    /// <summary>Reads a module, where it can be read.</summary>
    /// <param name="network">The module.</param>
    /// <param name="description">What it is.</param>
    /// <param name="problem">Why it can't be read: which layer is none of those that are known.</param>
    public static bool TryRead(
        Module<Tensor, Tensor> network, [NotNullWhen(true)] out NetworkDescription? description, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(network);
        try
        {
            description = network is DigitCnn own ? own.Options.Describe() : new NetworkDescription(Read(network, ""));
            problem = null;
            return true;
        }
        catch (InvalidNetworkException e)
        {
            (description, problem) = (null, e.Message);
            return false;
        }
    }

    /// <summary>The description as JSON: <c>{"layers": [{"kind": "conv2d", "name": "0", ...}, ...]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Document(Layers), LayerKinds.Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    /// <exception cref="InvalidNetworkException">The layers make no network.</exception>
    public static NetworkDescription FromJson(string json) =>
        JsonElement.Parse(json) is { ValueKind: JsonValueKind.Object } network
        && network.TryGetProperty("layers", out JsonElement layers)
        && layers.ValueKind == JsonValueKind.Array
            ? new NetworkDescription(layers.EnumerateArray().Select(layer => LayerKinds.Read(new LayerSettings(layer))))
            : throw new JsonException("A network is an object with a list of layers.");

    /// <inheritdoc/>
    public bool Equals(NetworkDescription? other) => other is not null && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkDescription);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(0, HashCode.Combine);

    /// <summary>The network in TorchSharp, with random weights: a <see cref="DigitCnn"/> where it is one, else a sequence.</summary>
    /// <param name="seed">What the weights follow from.</param>
    internal Module<Tensor, Tensor> ToModule(int seed = 1)
    {
        if (DigitCnnOptions.TryRead(this) is { } options)
        {
            return new DigitCnn(options, seed);
        }

        using Generator global = manual_seed(seed);
        return ToSequential([.. Layers.Select(layer => (layer.Name.Split('.'), layer))]);
    }

    // A name with points is a place in sequences within sequences, which keep the weights' names as they were.
    private static Sequential ToSequential((string[] Path, NetworkLayer Layer)[] layers)
    {
        var items = new List<(string, Module<Tensor, Tensor>)>();
        for (int i = 0; i < layers.Length;)
        {
            string name = layers[i].Path[0];
            (string[] Path, NetworkLayer Layer)[] together = [.. layers[i..].TakeWhile(layer => layer.Path[0] == name)];
            items.Add((name, together is [{ Path.Length: 1 }]
                ? (Module<Tensor, Tensor>)layers[i].Layer.ToModule()
                : ToSequential([.. together.Select(layer => (layer.Path[1..], layer.Layer))])));
            i += together.Length;
        }

        return Sequential(items);
    }

    private static IEnumerable<NetworkLayer> Read(nn.Module module, string path)
    {
        if (module is Sequential sequence)
        {
            return
            [
                .. sequence.named_children()
                    .SelectMany(child => Read(child.module, path.Length == 0 ? child.name : $"{path}.{child.name}")),
            ];
        }

        string place = path.Length == 0
            ? $"{module.GetType().Name} has a forward of its own, so its layers can't be told from outside"
            : $"layer {path} is a {module.GetType().Name}";
        return LayerKinds.Read(module) is { } layer && path.Length > 0
            ? [layer with { Name = path }]
            : throw new InvalidNetworkException($"{place}; understood as data are {LayerKinds.Names}.");
    }

    private static FeatureShape Shape(NetworkLayer layer, FeatureShape input)
    {
        try
        {
            return layer.OutputShape(input);
        }
        catch (InvalidNetworkException e)
        {
            throw new InvalidNetworkException($"Layer {layer.Name}: {e.Message}", e);
        }
    }

    private sealed record Document(IReadOnlyList<NetworkLayer> Layers);
}

/// <summary>
/// A module can't be used as a network that reads digits: it takes or gives other shapes, or its weights are not to be found. The message
/// says which, and what to change.
/// </summary>
public sealed class InvalidNetworkException : ArgumentException
{
    /// <summary>Makes the error.</summary>
    /// <param name="problem">What was expected, what was found and what to change, whole sentences.</param>
    /// <param name="inner">What made it known, where that was another error.</param>
    public InvalidNetworkException(string problem, Exception? inner = null)
        : base(problem, inner)
    {
    }
}
