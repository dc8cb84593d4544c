using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Interop;

/// <summary>
/// Writes a network as ONNX, for every runtime that reads it. TorchSharp has no such export, so the graph is written here:
/// the normalisation (Mul, Add), Conv and Relu, MaxPool, Flatten, Gemm.
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

    /// <summary>The bytes of the network's ONNX file.</summary>
    public static byte[] ToBytes(FoldedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ProtobufMessage graph = OnnxMessages.Graph(
            "digits",
            "Reads a handwritten digit, prepared as MNIST prepared it: fitted into 20x20, centre of mass at the centre of 28x28.",
            Nodes(network),
            Initializers(network),
            OnnxMessages.Value(InputName, "Pixels from 0 (paper) to 1 (ink).", Batch, 1, DigitImage.Side, DigitImage.Side),
            OnnxMessages.Value(OutputName, "Ten logits, digit 0 to 9; softmax makes them probabilities.", Batch, DigitDataset.ClassCount));
        string version = typeof(OnnxExporter).Assembly.GetName().Version!.ToString(fieldCount: 3);
        return OnnxMessages.Model(IrVersion, OperatorSet, "HandwrittenDigits", version, graph, network.Metadata).ToArray();
    }

    private static IEnumerable<ProtobufMessage> Nodes(FoldedNetwork network)
    {
        yield return OnnxMessages.Node("Mul", [InputName, "input.scale"], "scaled");
        yield return OnnxMessages.Node("Add", ["scaled", "input.offset"], "normalized");
        var features = "normalized";
        for (var i = 0; i < network.Layers.Length; i++)
        {
            string name = $"layer{i}";
            switch (network.Layers[i])
            {
                case FoldedConvolution layer:
                    yield return OnnxMessages.Node(
                        "Conv",
                        [features, $"{name}.weight", $"{name}.bias"],
                        $"{name}.conv",
                        OnnxMessages.Attribute("kernel_shape", [layer.Kernel, layer.Kernel]),
                        OnnxMessages.Attribute("strides", [layer.Stride, layer.Stride]),
                        OnnxMessages.Attribute("pads", [layer.Padding, layer.Padding, layer.Padding, layer.Padding]));
                    yield return OnnxMessages.Node("Relu", [$"{name}.conv"], features = $"{name}.relu");
                    break;
                case FoldedMaxPool:
                    yield return OnnxMessages.Node(
                        "MaxPool",
                        [features],
                        $"{name}.pool",
                        OnnxMessages.Attribute("kernel_shape", [FoldedMaxPool.Size, FoldedMaxPool.Size]),
                        OnnxMessages.Attribute("strides", [FoldedMaxPool.Size, FoldedMaxPool.Size]));
                    features = $"{name}.pool";
                    break;
                default:
                    yield return OnnxMessages.Node("Flatten", [features], "features", OnnxMessages.Attribute("axis", 1));
                    yield return OnnxMessages.Node(
                        "Gemm", ["features", $"{name}.weight", $"{name}.bias"], OutputName, OnnxMessages.Attribute("transB", 1));
                    break;
            }
        }
    }

    private static IEnumerable<ProtobufMessage> Initializers(FoldedNetwork network)
    {
        yield return OnnxMessages.Initializer("input.scale", [], [network.InputScale]);
        yield return OnnxMessages.Initializer("input.offset", [], [network.InputOffset]);
        for (var i = 0; i < network.Layers.Length; i++)
        {
            switch (network.Layers[i])
            {
                case FoldedConvolution layer:
                    yield return OnnxMessages.Initializer(
                        $"layer{i}.weight", [layer.OutChannels, layer.InChannels, layer.Kernel, layer.Kernel], layer.Weights);
                    yield return OnnxMessages.Initializer($"layer{i}.bias", [layer.OutChannels], layer.Bias);
                    break;
                case FoldedLinear layer:
                    yield return OnnxMessages.Initializer($"layer{i}.weight", [layer.Outputs, layer.Inputs], layer.Weights);
                    yield return OnnxMessages.Initializer($"layer{i}.bias", [layer.Outputs], layer.Bias);
                    break;
            }
        }
    }
}
