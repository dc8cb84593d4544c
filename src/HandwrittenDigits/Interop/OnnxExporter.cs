using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using SharedSource;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Interop;

/// <summary>
/// Writes a network as ONNX, for every runtime that reads it. TorchSharp has no such export, so the graph is written here: the
/// normalisation (Mul, Add), then layer after layer as <see cref="Modeling.Layers.NetworkLayer"/> says. It gives logits; a model's
/// <see cref="DigitDetector"/> is not part of it, and the rule for "unsure" is in the metadata.
/// </summary>
public static class OnnxExporter
{
    /// <summary>The input's name: <c>[N, 1, 28, 28]</c> float32, paper = 0, ink = 1.</summary>
    public const string InputName = "image";

    /// <summary>The output's name: <c>[N, 10]</c> float32; softmax makes them probabilities.</summary>
    public const string OutputName = "logits";

    /// <summary>The version of ONNX's operators.</summary>
    public const int OperatorSet = 13;

    // The version of the file format that came with operator set 13 (ONNX 1.8): https://github.com/onnx/onnx/blob/main/docs/Versioning.md
    private const int IrVersion = 7;

    private const string Batch = "N";

    /// <summary>Writes the network to a file, replacing it atomically. The same network gives the same bytes.</summary>
    /// <param name="network">The network; its metadata become the model's.</param>
    /// <param name="path">Where to, for example <c>digits.onnx</c>.</param>
    public static void Export(FoldedNetwork network, string path) => AtomicFile.WriteAllBytes(path, ToBytes(network));

    /// <summary>Writes a module as it is now, replacing a file of that name atomically.</summary>
    /// <param name="network">A <see cref="DigitCnn"/>, or a sequence of the usual layers.</param>
    /// <param name="path">Where to.</param>
    /// <exception cref="InvalidNetworkException">The module holds a layer that can't be written; the message names it.</exception>
    public static void Export(Module<Tensor, Tensor> network, string path) => Export(FoldedNetwork.Of(network), path);

    /// <summary>The bytes of the network's ONNX file.</summary>
    public static byte[] ToBytes(FoldedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var graph = new OnnxGraph();
        string scaled = graph.Add("Mul", [InputName, graph.Constant("input.scale", [], [network.InputScale])]);
        string features = graph.Add("Add", [scaled, graph.Constant("input.offset", [], [network.InputOffset])]);
        foreach (FoldedLayer layer in network.Layers)
        {
            features = layer.Layer.ToOnnx(graph, layer, features);
        }

        graph.AddAs(OutputName, "Identity", [features]);
        ProtobufMessage message = OnnxMessages.Graph(
            "digits",
            "Reads a handwritten digit, prepared as MNIST prepared it: fitted into 20x20, centre of mass at the centre of 28x28.",
            graph.Nodes,
            graph.Constants,
            OnnxMessages.Value(InputName, "Pixels from 0 (paper) to 1 (ink).", Batch, 1, DigitImage.Side, DigitImage.Side),
            OnnxMessages.Value(OutputName, "Ten logits, digit 0 to 9; softmax makes them probabilities.", Batch, DigitDataset.ClassCount));
        string version = typeof(OnnxExporter).Assembly.GetName().Version!.ToString(fieldCount: 3);
        return OnnxMessages.Model(IrVersion, OperatorSet, "HandwrittenDigits", version, message, network.Metadata).ToArray();
    }
}
