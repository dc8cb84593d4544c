using System.Buffers.Binary;
using System.IO.Compression;

namespace HandwrittenDigits.Tests.Data;

/// <summary>Makes the bytes of IDX files, right and wrong ones.</summary>
internal static class IdxBytes
{
    public static byte[] Of(byte elementType, int[] dimensions, byte[] data)
    {
        byte[] bytes = new byte[4 + (4 * dimensions.Length) + data.Length];
        bytes[2] = elementType;
        bytes[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), dimensions[i]);
        }

        data.CopyTo(bytes, bytes.Length - data.Length);
        return bytes;
    }

    public static byte[] Images(int count, byte ink = 0) => Of(0x08, [count, 28, 28], [.. Enumerable.Repeat(ink, count * 784)]);

    public static byte[] Labels(params byte[] labels) => Of(0x08, [labels.Length], labels);

    public static byte[] Integers(int[] dimensions, params int[] values)
    {
        byte[] data = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4 * i), values[i]);
        }

        return Of(0x0C, dimensions, data);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
