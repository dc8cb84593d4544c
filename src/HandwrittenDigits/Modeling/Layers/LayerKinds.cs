using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>The kinds of layer that there are.</summary>
internal static class LayerKinds
{
    // Of modules as objects: who only reads a file needs no TorchSharp, and shall not wait until it is loaded.
    private static readonly (string Kind, Type Layer, Func<object, NetworkLayer?> Read)[] All =
    [
        ("normalize", typeof(NormalizationLayer), NormalizationLayer.Read),
        ("conv2d", typeof(ConvolutionLayer), ConvolutionLayer.Read),
        ("batchNorm", typeof(BatchNormLayer), BatchNormLayer.Read),
        ("activation", typeof(ActivationLayer), ActivationLayer.Read),
        ("pool2d", typeof(PoolingLayer), PoolingLayer.Read),
        ("adaptivePool2d", typeof(AdaptivePoolingLayer), AdaptivePoolingLayer.Read),
        ("dropout", typeof(DropoutLayer), DropoutLayer.Read),
        ("flatten", typeof(FlattenLayer), FlattenLayer.Read),
        ("linear", typeof(LinearLayer), LinearLayer.Read),
    ];

    /// <summary>Reads and writes layers, each with its <c>kind</c>.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = ModelJson.Default.WithAddedModifier(AddKinds),
        Converters =
        {
            new JsonStringEnumConverter<ActivationFunction>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<PoolingMode>(JsonNamingPolicy.CamelCase),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What a person may write in a network.</summary>
    public static string Names => "Conv2d, BatchNorm2d, ReLU, LeakyReLU, GELU, SiLU, Sigmoid, Tanh, MaxPool2d, AvgPool2d, "
        + "AdaptiveAvgPool2d, AdaptiveMaxPool2d, Dropout, Flatten and Linear in Sequential";

    /// <summary>The kind's name in JSON.</summary>
    public static string Of(NetworkLayer layer) => All.Single(kind => kind.Layer == layer.GetType()).Kind;

    /// <summary>The layer that a module is; null where it is none of these, or has a setting that is not known.</summary>
    public static NetworkLayer? Read(object module) => All.Select(kind => kind.Read(module)).FirstOrDefault(layer => layer is not null);

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
            foreach ((string kind, Type layer, _) in All)
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(layer, kind));
            }
        }
    }
}
