using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;

namespace HandwrittenDigits.Training;

/// <summary>
/// Writes scalars as TensorBoard reads them: a file of records, each a protocol buffer <c>Event</c> between its length and
/// checksums (TensorFlow, <c>core/lib/io/record_writer.h</c> and <c>core/util/event.proto</c>).
/// </summary>
/// <remarks>
/// Each process writes a file of its own, as TensorBoard expects, so a run that was killed half-way through a record is read up to
/// there, and what comes after the resume stands in the next file.
/// </remarks>
internal sealed class TensorBoardWriter
{
    // Field numbers of event.proto and summary.proto.
    private const int EventWallTime = 1;
    private const int EventStep = 2;
    private const int EventFileVersion = 3;
    private const int EventSummary = 5;
    private const int SummaryValue = 1;
    private const int ValueTag = 1;
    private const int ValueSimple = 2;

    private readonly string path;
    private readonly TimeProvider time;

    public TensorBoardWriter(string folder, TimeProvider time)
    {
        this.time = time;
        string ticks = time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        path = Path.Combine(folder, $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds()}.{Environment.ProcessId}.{ticks}");
        Append(Message(output =>
        {
            WriteWallTime(output);
            output.WriteTag(EventFileVersion, WireFormat.WireType.LengthDelimited);
            output.WriteString("brain.Event:2");
        }));
    }

    /// <summary>Appends one event with all the scalars of a step.</summary>
    public void Write(long step, IEnumerable<(string Tag, double Value)> scalars) => Append(Message(output =>
    {
        WriteWallTime(output);
        output.WriteTag(EventStep, WireFormat.WireType.Varint);
        output.WriteInt64(step);
        output.WriteTag(EventSummary, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(Message(summary =>
        {
            foreach ((string tag, double value) in scalars)
            {
                summary.WriteTag(SummaryValue, WireFormat.WireType.LengthDelimited);
                summary.WriteBytes(Message(scalar =>
                {
                    scalar.WriteTag(ValueTag, WireFormat.WireType.LengthDelimited);
                    scalar.WriteString(tag);
                    scalar.WriteTag(ValueSimple, WireFormat.WireType.Fixed32);
                    scalar.WriteFloat((float)value);
                }));
            }
        }));
    }));

    /// <summary>CRC-32C, rotated and offset as the record format asks, so that a checksum of checksums is not degenerate.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8u;
    }

    private void WriteWallTime(CodedOutputStream output)
    {
        output.WriteTag(EventWallTime, WireFormat.WireType.Fixed64);
        output.WriteDouble((time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
    }

    private static ByteString Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return ByteString.CopyFrom(stream.ToArray());
    }

    // u64 length, u32 checksum of the length, the message, u32 checksum of the message.
    private void Append(ByteString message)
    {
        byte[] record = new byte[sizeof(ulong) + sizeof(uint) + message.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedChecksum(record.AsSpan(0, 8)));
        message.Span.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + message.Length), MaskedChecksum(message.Span));
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(record);
    }
}
