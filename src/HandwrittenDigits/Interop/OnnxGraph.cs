using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Interop;

/// <summary>An ONNX graph as it grows, node after node. Names are numbered, so that no two are the same.</summary>
internal sealed class OnnxGraph
{
    private readonly List<ProtobufMessage> nodes = [];
    private readonly List<ProtobufMessage> constants = [];

    /// <summary>The nodes so far, in the order in which they compute.</summary>
    public IEnumerable<ProtobufMessage> Nodes => nodes;

    /// <summary>The constants so far.</summary>
    public IEnumerable<ProtobufMessage> Constants => constants;

    /// <summary>Adds a node.</summary>
    /// <returns>The name of what comes out.</returns>
    public string Add(string type, string[] inputs, params ProtobufMessage[] attributes) =>
        AddAs($"{type}.{nodes.Count}", type, inputs, attributes);

    /// <summary>Adds a node whose output has a name of its own.</summary>
    public string AddAs(string output, string type, string[] inputs, params ProtobufMessage[] attributes)
    {
        nodes.Add(OnnxMessages.Node(type, inputs, output, attributes));
        return output;
    }

    /// <summary>Adds numbers.</summary>
    /// <returns>Their name.</returns>
    public string Constant(string name, long[] shape, ReadOnlySpan<float> values)
    {
        string numbered = $"{name}.{constants.Count}";
        constants.Add(OnnxMessages.Initializer(numbered, shape, values));
        return numbered;
    }

    /// <summary>Adds a pooling that ONNX has.</summary>
    public string AddPool(PoolingMode mode, string input, Extent kernel, Extent stride, Extent padding, Extent dilation, bool countPadding)
    {
        ProtobufMessage[] attributes =
        [
            OnnxMessages.Attribute("kernel_shape", [kernel.Height, kernel.Width]),
            OnnxMessages.Attribute("strides", [stride.Height, stride.Width]),
            OnnxMessages.Attribute("pads", [padding.Height, padding.Width, padding.Height, padding.Width]),
        ];
        return mode == PoolingMode.Max
            ? Add("MaxPool", [input], [.. attributes, OnnxMessages.Attribute("dilations", [dilation.Height, dilation.Width])])
            : Add("AveragePool", [input], [.. attributes, OnnxMessages.Attribute("count_include_pad", countPadding ? 1 : 0)]);
    }

    /// <summary>Adds a pooling that ONNX does not have: window after window, first of rows, then of columns.</summary>
    public string AddWindows(IWindowedLayer layer, PoolingMode mode, FeatureShape shape, string input)
    {
        (PoolingAxis rows, PoolingAxis columns) = (layer.Rows(shape), layer.Columns(shape));
        string pooled = AddWindows(mode, columns, axis: 3, AddWindows(mode, rows, axis: 2, input));
        if (mode == PoolingMode.Max)
        {
            return pooled;
        }

        // The means of the means are those of what there is; a divisor may count more.
        float[] counts = [.. rows.Taps.SelectMany(ys => columns.Taps.Select(xs => (float)(ys.Length * xs.Length)))];
        float[] factors = [.. counts.Zip(layer.Divisors(shape), (count, divisor) => count / divisor)];
        return Add("Mul", [pooled, Constant("factors", [rows.Taps.Count, columns.Taps.Count], factors)]);
    }

    private string AddWindows(PoolingMode mode, PoolingAxis windows, int axis, string input)
    {
        string[] parts = [.. windows.Taps.Select(taps => Add(
            mode == PoolingMode.Max ? "ReduceMax" : "ReduceMean",
            [Add("Gather", [input, Indices(taps)], OnnxMessages.Attribute("axis", axis))],
            OnnxMessages.Attribute("axes", [axis]),
            OnnxMessages.Attribute("keepdims", 1)))];
        return Add("Concat", parts, OnnxMessages.Attribute("axis", axis));
    }

    private string Indices(int[] indices)
    {
        string numbered = $"indices.{constants.Count}";
        constants.Add(OnnxMessages.Indices(numbered, indices));
        return numbered;
    }
}
