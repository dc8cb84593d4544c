using System.Buffers.Binary;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// One tensor of a safetensors file: an element type, a shape and little-endian bytes, row-major.
/// </summary>
public sealed class SafetensorsTensor
{
    /// <summary>Wraps the bytes given; they are not copied.</summary>
    /// <param name="dtype">What an element is.</param>
    /// <param name="shape">The extents, outermost first; none is a single number.</param>
    /// <param name="data">The elements, row-major, little-endian.</param>
    /// <exception cref="ArgumentException">The shape and the bytes do not fit each other.</exception>
    public SafetensorsTensor(SafetensorsDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!TryCountBytes(dtype, shape, out long bytes) || bytes != data.Length)
        {
            throw new ArgumentException(
                $"A {dtype} tensor of shape [{string.Join(", ", shape)}] does not take {data.Length} bytes.", nameof(data));
        }

        DType = dtype;
        Shape = [.. shape];
        Data = data;
    }

    /// <summary>What an element is.</summary>
    public SafetensorsDType DType { get; }

    /// <summary>The extents, outermost first; none is a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements, row-major, little-endian.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>How many elements there are.</summary>
    public int Count => Data.Length / SizeOf(DType);

    /// <summary>A single-precision tensor holding a copy of <paramref name="values"/>.</summary>
    public static SafetensorsTensor Of(ReadOnlySpan<float> values, params IReadOnlyList<long> shape)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return new SafetensorsTensor(SafetensorsDType.F32, shape, bytes);
    }

    /// <summary>A tensor of 64-bit integers holding a copy of <paramref name="values"/>.</summary>
    public static SafetensorsTensor Of(ReadOnlySpan<long> values, params IReadOnlyList<long> shape)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return new SafetensorsTensor(SafetensorsDType.I64, shape, bytes);
    }

    /// <summary>The elements as single-precision numbers, row-major.</summary>
    /// <exception cref="InvalidOperationException">They are not F32, F16 or BF16: another type would lose digits without a
    /// word.</exception>
    public float[] ToSingles()
    {
        float[] values = new float[Count];
        ReadOnlySpan<byte> bytes = Data.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = DType switch
            {
                SafetensorsDType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]),
                SafetensorsDType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * 2)..]),
                SafetensorsDType.BF16 => BitConverter.UInt32BitsToSingle(
                    (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]) << 16),
                _ => throw new InvalidOperationException(
                    $"The elements are {DType}; only F32, F16 and BF16 become single-precision numbers."),
            };
        }

        return values;
    }

    /// <summary>The elements as 64-bit integers, row-major.</summary>
    /// <exception cref="InvalidOperationException">They are not I64.</exception>
    public long[] ToInt64s()
    {
        if (DType != SafetensorsDType.I64)
        {
            throw new InvalidOperationException($"The elements are {DType}, not I64.");
        }

        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(Data.Span[(i * sizeof(long))..]);
        }

        return values;
    }

    /// <summary>Bytes of one element.</summary>
    internal static int SizeOf(SafetensorsDType dtype) => dtype switch
    {
        SafetensorsDType.BOOL or SafetensorsDType.U8 or SafetensorsDType.I8 => 1,
        SafetensorsDType.I16 or SafetensorsDType.U16 or SafetensorsDType.F16 or SafetensorsDType.BF16 => 2,
        SafetensorsDType.I32 or SafetensorsDType.U32 or SafetensorsDType.F32 => 4,
        SafetensorsDType.F64 or SafetensorsDType.I64 or SafetensorsDType.U64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Not an element type of the safetensors format."),
    };

    /// <summary>The bytes that a shape takes; false where an extent is negative or the product leaves 63 bits.</summary>
    internal static bool TryCountBytes(SafetensorsDType dtype, IReadOnlyList<long> shape, out long bytes)
    {
        Int128 product = SizeOf(dtype);
        foreach (long extent in shape)
        {
            product *= extent;
            if (extent < 0 || product > long.MaxValue)
            {
                bytes = 0;
                return false;
            }
        }

        bytes = (long)product;
        return true;
    }
}
