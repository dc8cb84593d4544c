using Google.Protobuf;

namespace HandwrittenDigits.Interop;

/// <summary>
/// Writes one protobuf message field by field, for messages that a generated class would be too much for
/// (https://protobuf.dev/programming-guides/encoding/).
/// </summary>
internal sealed class ProtobufMessage
{
    private readonly List<byte> bytes = [];

    public ProtobufMessage Add(int field, long value) => Write(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    public ProtobufMessage Add(int field, float value) => Write(field, WireFormat.WireType.Fixed32, output => output.WriteFloat(value));

    public ProtobufMessage Add(int field, string value) =>
        Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    public ProtobufMessage Add(int field, byte[] value) =>
        Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(ByteString.CopyFrom(value)));

    public ProtobufMessage Add(int field, ProtobufMessage value) => Add(field, value.ToArray());

    public ProtobufMessage AddAll(int field, IEnumerable<ProtobufMessage> values) =>
        values.Aggregate(this, (message, value) => message.Add(field, value));

    public ProtobufMessage AddAll(int field, IEnumerable<string> values) =>
        values.Aggregate(this, (message, value) => message.Add(field, value));

    public ProtobufMessage AddAll(int field, IEnumerable<long> values) =>
        values.Aggregate(this, (message, value) => message.Add(field, value));

    public byte[] ToArray() => [.. bytes];

    private ProtobufMessage Write(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream))
        {
            output.WriteTag(field, type);
            write(output);
        }

        bytes.AddRange(stream.ToArray());
        return this;
    }
}
