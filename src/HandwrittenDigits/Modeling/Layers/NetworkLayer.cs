using System.Text.Json.Serialization;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>
/// A layer as data: its settings, and all that the library does with such a layer: how it is read from TorchSharp's module and made again,
/// what it does to shapes, what is left of it once training is over, how managed code runs it and what it is in ONNX. A new kind of layer
/// is a class like those beside this one, a line in <see cref="LayerKinds"/>, and a class in the drawing pad's <c>Scripts/network.js</c>.
/// </summary>
public abstract record NetworkLayer
{
    /// <summary>
    /// The module's place in its network, for example <c>features.0</c>: its weights are <c>features.0.weight</c> in a model's file.
    /// </summary>
    public string Name { get; init; } = "";

    /// <summary>What a person calls it, with its settings.</summary>
    [JsonIgnore]
    public abstract string Description { get; }

    /// <summary>Numbers that training finds.</summary>
    [JsonIgnore]
    public virtual long ParameterCount => 0;

    /// <summary>The shape of what comes out.</summary>
    /// <param name="input">The shape of what goes in, for one image.</param>
    /// <exception cref="InvalidNetworkException">The layer can't read that, or a setting is out of its range.</exception>
    public abstract FeatureShape OutputShape(FeatureShape input);

    /// <summary>Multiply-adds for one image.</summary>
    /// <param name="input">The shape of what goes in.</param>
    public virtual long MultiplyAdds(FeatureShape input) => 0;

    /// <summary>
    /// The module in TorchSharp, with random weights: a <c>Module&lt;Tensor, Tensor&gt;</c>, as an object, since who only reads digits
    /// shall not wait until TorchSharp is loaded.
    /// </summary>
    internal abstract object ToModule();

    /// <summary>Adds what is left of the layer once training is over to the layers before it.</summary>
    internal virtual void Fold(NetworkFolding folding) => folding.Add(new FoldedLayer(this));

    /// <summary>The step that computes the layer in managed code; null where the numbers stay as they are.</summary>
    internal abstract INetworkStage? ToStage<TVector>(StageContext context)
        where TVector : unmanaged, IFloatVector<TVector>;

    /// <summary>Adds the layer to an ONNX graph.</summary>
    /// <param name="graph">What is there so far.</param>
    /// <param name="layer">The layer with its numbers.</param>
    /// <param name="input">The name of what goes in.</param>
    /// <returns>The name of what comes out.</returns>
    internal abstract string ToOnnx(OnnxGraph graph, FoldedLayer layer, string input);
}
