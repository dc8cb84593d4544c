using System.Buffers.Binary;

namespace HandwrittenDigits.Interop;

/// <summary>
/// The messages of an ONNX file that the export needs, with their field numbers from
/// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
/// </summary>
internal static class OnnxMessages
{
    private const long FloatElement = 1;
    private const long Int64Element = 7;
    private const long FloatAttribute = 1;
    private const long IntAttribute = 2;
    private const long IntsAttribute = 7;

    // ModelProto: ir_version 1, producer_name 2, producer_version 3, graph 7, opset_import 8, metadata_props 14;
    // OperatorSetIdProto: version 2 (no domain is ONNX's own); StringStringEntryProto: key 1, value 2.
    public static ProtobufMessage Model(
        long irVersion, long opset, string producer, string producerVersion, ProtobufMessage graph,
        IReadOnlyDictionary<string, string> metadata) =>
        new ProtobufMessage()
            .Add(1, irVersion)
            .Add(2, producer)
            .Add(3, producerVersion)
            .Add(7, graph)
            .Add(8, new ProtobufMessage().Add(2, opset))
            .AddAll(14, metadata
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new ProtobufMessage().Add(1, entry.Key).Add(2, entry.Value)));

    // GraphProto: node 1, name 2, initializer 5, doc_string 10, input 11, output 12.
    public static ProtobufMessage Graph(
        string name,
        string description,
        IEnumerable<ProtobufMessage> nodes,
        IEnumerable<ProtobufMessage> initializers,
        ProtobufMessage input,
        ProtobufMessage output) =>
        new ProtobufMessage()
            .AddAll(1, nodes)
            .Add(2, name)
            .AddAll(5, initializers)
            .Add(10, description)
            .Add(11, input)
            .Add(12, output);

    // NodeProto: input 1, output 2, name 3, op_type 4, attribute 5.
    public static ProtobufMessage Node(string type, string[] inputs, string output, params IEnumerable<ProtobufMessage> attributes) =>
        new ProtobufMessage()
            .AddAll(1, inputs)
            .Add(2, output)
            .Add(3, output)
            .Add(4, type)
            .AddAll(5, attributes);

    // AttributeProto: name 1, f 2, i 3, ints 8, type 20.
    public static ProtobufMessage Attribute(string name, long value) =>
        new ProtobufMessage().Add(1, name).Add(3, value).Add(20, IntAttribute);

    public static ProtobufMessage Attribute(string name, float value) =>
        new ProtobufMessage().Add(1, name).Add(2, value).Add(20, FloatAttribute);

    public static ProtobufMessage Attribute(string name, long[] values) =>
        new ProtobufMessage().Add(1, name).AddAll(8, values).Add(20, IntsAttribute);

    // TensorProto: dims 1, data_type 2, name 8, raw_data 9 (little-endian).
    public static ProtobufMessage Initializer(string name, long[] shape, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return new ProtobufMessage().AddAll(1, shape).Add(2, FloatElement).Add(8, name).Add(9, bytes);
    }

    public static ProtobufMessage Indices(string name, int[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return new ProtobufMessage().Add(1, values.LongLength).Add(2, Int64Element).Add(8, name).Add(9, bytes);
    }

    // ValueInfoProto: name 1, type 2, doc_string 3; TypeProto: tensor_type 1; TypeProto.Tensor: elem_type 1, shape 2;
    // TensorShapeProto: dim 1; Dimension: dim_value 1, dim_param 2.
    public static ProtobufMessage Value(string name, string description, string batch, params IEnumerable<long> shape)
    {
        ProtobufMessage dimensions = new ProtobufMessage()
            .Add(1, new ProtobufMessage().Add(2, batch))
            .AddAll(1, shape.Select(extent => new ProtobufMessage().Add(1, extent)));
        ProtobufMessage tensor = new ProtobufMessage().Add(1, FloatElement).Add(2, dimensions);
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, tensor)).Add(3, description);
    }
}
