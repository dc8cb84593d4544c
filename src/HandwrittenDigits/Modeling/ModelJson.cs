using System.Text.Json.Serialization;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// The types in a model's metadata, as the compiler knows them: every program that reads a digit would else look for their properties while
/// it starts.
/// </summary>
[JsonSerializable(typeof(NetworkDescription.Document))]
[JsonSerializable(typeof(NormalizationLayer))]
[JsonSerializable(typeof(ConvolutionLayer))]
[JsonSerializable(typeof(BatchNormLayer))]
[JsonSerializable(typeof(ActivationLayer))]
[JsonSerializable(typeof(PoolingLayer))]
[JsonSerializable(typeof(AdaptivePoolingLayer))]
[JsonSerializable(typeof(DropoutLayer))]
[JsonSerializable(typeof(FlattenLayer))]
[JsonSerializable(typeof(LinearLayer))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(UnsureRule))]
internal sealed partial class ModelJson : JsonSerializerContext;
