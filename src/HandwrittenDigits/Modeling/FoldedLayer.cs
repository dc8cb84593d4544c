using System.Text.Json;
using System.Text.Json.Nodes;
using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Modeling;

/// <summary>One step of a <see cref="FoldedNetwork"/>: a layer, and its numbers.</summary>
/// <param name="Layer">The layer's settings.</param>
/// <param name="Weights">
/// Its weights, row-major, output after output: <c>[Out, In / groups, height, width]</c> or <c>[Out, In]</c>;
/// none where it has none.
/// </param>
/// <param name="Bias">A number for each output; none where the layer has no weights.</param>
public sealed record FoldedLayer(NetworkLayer Layer, float[] Weights, float[] Bias)
{
    /// <summary>A layer without numbers.</summary>
    public FoldedLayer(NetworkLayer layer)
        : this(layer, [], [])
    {
    }

    /// <summary>The shape of what goes in.</summary>
    public FeatureShape Input { get; internal init; }

    /// <summary>The shape of what comes out.</summary>
    public FeatureShape Output { get; internal init; }

    /// <summary>Numbers that training found, with batch norm folded in.</summary>
    public int ParameterCount => Weights.Length + Bias.Length;

    /// <summary>
    /// The layer's <c>kind</c> and settings, the shapes of its <c>input</c> and <c>output</c>, and of a pooling its windows: all that a
    /// reader elsewhere needs beside the numbers.
    /// </summary>
    public JsonObject ToJson()
    {
        JsonObject json = JsonSerializer.SerializeToNode(Layer, LayerKinds.Json)!.AsObject();
        json.Remove("name");
        json["input"] = Shape(Input);
        json["output"] = Shape(Output);
        if (Layer is IWindowedLayer windows)
        {
            json["rows"] = JsonSerializer.SerializeToNode(windows.Rows(Input).Taps);
            json["columns"] = JsonSerializer.SerializeToNode(windows.Columns(Input).Taps);
            json["divisors"] = JsonSerializer.SerializeToNode(windows.Divisors(Input));
        }

        return json;
    }

    private static JsonObject Shape(FeatureShape shape) => new()
    {
        ["channels"] = shape.Channels, ["height"] = shape.Height, ["width"] = shape.Width,
    };
}
