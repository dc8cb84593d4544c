using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>The kinds of layer that there are.</summary>
internal static class LayerKinds
{
    private static readonly LayerKind[] All =
    [
        new("normalize", typeof(NormalizationLayer), NormalizationLayer.Read, NormalizationLayer.FromSettings),
        new("conv2d", typeof(ConvolutionLayer), ConvolutionLayer.Read, ConvolutionLayer.FromSettings),
        new("batchNorm", typeof(BatchNormLayer), BatchNormLayer.Read, BatchNormLayer.FromSettings),
        new("activation", typeof(ActivationLayer), ActivationLayer.Read, ActivationLayer.FromSettings),
        new("pool2d", typeof(PoolingLayer), PoolingLayer.Read, PoolingLayer.FromSettings),
        new("adaptivePool2d", typeof(AdaptivePoolingLayer), AdaptivePoolingLayer.Read, AdaptivePoolingLayer.FromSettings),
        new("dropout", typeof(DropoutLayer), DropoutLayer.Read, DropoutLayer.FromSettings),
        new("flatten", typeof(FlattenLayer), FlattenLayer.Read, FlattenLayer.FromSettings),
        new("linear", typeof(LinearLayer), LinearLayer.Read, LinearLayer.FromSettings),
    ];

    /// <summary>Writes layers, each with its <c>kind</c>.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddKinds } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What a person may write in a network.</summary>
    public static string Names => "Conv2d, BatchNorm2d, ReLU, LeakyReLU, GELU, SiLU, Sigmoid, Tanh, MaxPool2d, AvgPool2d, "
        + "AdaptiveAvgPool2d, AdaptiveMaxPool2d, Dropout, Flatten and Linear in Sequential";

    /// <summary>The kind's name in JSON.</summary>
    public static string Of(NetworkLayer layer) => All.Single(kind => kind.Layer == layer.GetType()).Name;

    /// <summary>The layer that a module is; null where it is none of these, or has a setting that is not known.</summary>
    public static NetworkLayer? Read(object module) =>
        All.Select(kind => kind.FromModule(module)).FirstOrDefault(layer => layer is not null);

    /// <summary>Reads a layer that <see cref="Json"/> wrote.</summary>
    /// <exception cref="JsonException">It is none of these, or a setting is missing or of another type.</exception>
    public static NetworkLayer Read(LayerSettings settings)
    {
        string name = settings.Text("kind");
        return Array.Find(All, kind => kind.Name == name) is { } kind
            ? kind.FromSettings(settings) with { Name = settings.Text("name", "") }
            : throw new JsonException($"There is no layer of the kind '{name}'.");
    }

    private static void AddKinds(JsonTypeInfo type)
    {
        if (type.Type.IsSubclassOf(typeof(NetworkLayer)))
        {
            // What follows from the settings is no setting.
            foreach (JsonPropertyInfo computed in type.Properties.Where(property => property.Set is null).ToArray())
            {
                type.Properties.Remove(computed);
            }
        }

        if (type.Type == typeof(NetworkLayer))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
            foreach (LayerKind kind in All)
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind.Layer, kind.Name));
            }
        }
    }

    // Of modules as objects: who only reads a file needs no TorchSharp, and shall not wait until it is loaded.
    private sealed record LayerKind(
        string Name, Type Layer, Func<object, NetworkLayer?> FromModule, Func<LayerSettings, NetworkLayer> FromSettings);
}
