using System.Buffers.Binary;
using System.IO.Compression;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// An IDX file, the format of MNIST: an array of any rank, raw or gzip-compressed.
/// </summary>
/// <remarks>
/// Two zero bytes, the element type, the rank, then each dimension as a big-endian 32-bit integer, then the elements,
/// the last dimension varying fastest (yann.lecun.com/exdb/mnist, "The IDX file format").
/// </remarks>
public sealed class IdxFile
{
    /// <summary>The most bytes of elements that are read, 1 GiB; MNIST's largest file has 47 MB.</summary>
    public const int MaxDataLength = 1 << 30;

    /// <summary>The most dimensions that are read; MNIST's images have three.</summary>
    public const int MaxRank = 8;

    // Deflate spends at least a bit on each length/distance pair of at most 258 bytes (RFC 1951, 3.2.5): no stream expands
    // further, so what a header may claim, and what is allocated for it, is bounded by the bytes that are really there.
    private const long MaxDeflateRatio = 1032;

    private const int MagicLength = 4;

    private readonly int headerLength;

    private IdxFile(IdxElementType elementType, int[] dimensions, int headerLength, ReadOnlyMemory<byte> content)
    {
        ElementType = elementType;
        Dimensions = dimensions;
        this.headerLength = headerLength;
        Content = content;
    }

    /// <summary>What the elements are.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The size of each dimension, the slowest first: <c>[60000, 28, 28]</c> for MNIST's training images.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The elements as they stand in the file: bytes, or big-endian integers.</summary>
    public ReadOnlyMemory<byte> Data => Content[headerLength..];

    /// <summary>The whole file uncompressed: header and elements.</summary>
    internal ReadOnlyMemory<byte> Content { get; }

    /// <summary>The type and the dimensions, for example <c>uint8 [60000, 28, 28]</c>.</summary>
    internal string Shape => $"{(ElementType == IdxElementType.UnsignedByte ? "uint8" : "int32")} [{string.Join(", ", Dimensions)}]";

    /// <summary>Reads a file, raw or gzip-compressed: its bytes tell, not its name.</summary>
    /// <exception cref="IdxFormatException">The file is not well-formed IDX.</exception>
    /// <exception cref="DigitDataException">The file is missing, can't be read or is too large.</exception>
    public static IdxFile Read(string path) => Parse(DataFile.ReadAllBytes(path, MaxDataLength), path);

    /// <summary>Reads the content of a file, raw or gzip-compressed. Raw content is shared, not copied.</summary>
    /// <param name="bytes">All bytes of the file.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <exception cref="IdxFormatException">The bytes are not well-formed IDX.</exception>
    public static IdxFile Parse(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (!IsGzip(bytes))
        {
            using var raw = new MemoryStream(bytes, writable: false);
            (IdxElementType type, int[] dimensions, byte[] header, int length) = ReadHeader(raw, name);
            int found = bytes.Length - header.Length;
            return found == length
                ? new IdxFile(type, dimensions, header.Length, bytes)
                : throw new IdxFormatException(
                    name, $"{length:N0} bytes of elements after the header", found < length ? $"only {found:N0}" : $"{found:N0}");
        }

        try
        {
            return Decompress(bytes, name);
        }
        catch (InvalidDataException e)
        {
            throw new IdxFormatException(name, "a whole gzip file", "one that is damaged or cut short", e);
        }
    }

    /// <summary>The element at <paramref name="index"/> of a file of integers, in the machine's byte order.</summary>
    /// <param name="index">Its place, the last dimension varying fastest.</param>
    /// <exception cref="InvalidOperationException">The file holds bytes.</exception>
    public int IntegerAt(int index) => ElementType == IdxElementType.Integer32
        ? BinaryPrimitives.ReadInt32BigEndian(Data.Span.Slice(index * sizeof(int), sizeof(int)))
        : throw new InvalidOperationException($"This IDX file holds {Shape}, not 32-bit integers.");

    /// <summary>The content of the file that holds the images of a set: header and pixels.</summary>
    internal static ReadOnlyMemory<byte> OfImages(DigitDataset dataset)
    {
        int[] dimensions = [dataset.Count, DigitImage.Side, DigitImage.Side];
        byte[] content = new byte[MagicLength + (dimensions.Length * sizeof(uint)) + dataset.Pixels.Length];
        content[2] = (byte)IdxElementType.UnsignedByte;
        content[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(MagicLength + (i * sizeof(uint))), dimensions[i]);
        }

        dataset.Pixels.Span.CopyTo(content.AsSpan(content.Length - dataset.Pixels.Length));
        return content;
    }

    /// <summary>True where the bytes begin as gzip does (RFC 1952, 2.3.1).</summary>
    internal static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    private static IdxFile Decompress(byte[] bytes, string name)
    {
        using var compressed = new MemoryStream(bytes, writable: false);
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        (IdxElementType type, int[] dimensions, byte[] header, int length) = ReadHeader(gzip, name);
        if (length > bytes.Length * MaxDeflateRatio)
        {
            throw new IdxFormatException(
                name,
                $"{length:N0} bytes of elements, as the header says",
                $"{bytes.Length:N0} compressed bytes, which can't hold as many");
        }

        byte[] content = GC.AllocateUninitializedArray<byte>(header.Length + length);
        header.CopyTo(content, 0);
        int found = gzip.ReadAtLeast(content.AsSpan(header.Length), length, throwOnEndOfStream: false);
        if (found < length)
        {
            throw new IdxFormatException(name, $"{length:N0} bytes of elements after the header", $"only {found:N0}");
        }

        // Reading on to the end also makes the stream check gzip's own checksum.
        if (gzip.ReadByte() >= 0)
        {
            throw new IdxFormatException(name, $"{length:N0} bytes of elements after the header", "more");
        }

        // GZipStream ignores what follows; but gzip ends in the length of what it holds (RFC 1952, 2.3.1, ISIZE).
        return BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(^sizeof(int)..)) == content.Length
            ? new IdxFile(type, dimensions, header.Length, content)
            : throw new IdxFormatException(name, "nothing after the gzip stream", "more bytes");
    }

    private static (IdxElementType Type, int[] Dimensions, byte[] Header, int Length) ReadHeader(Stream stream, string name)
    {
        byte[] magic = new byte[MagicLength];
        if (stream.ReadAtLeast(magic, MagicLength, throwOnEndOfStream: false) is var read and < MagicLength)
        {
            throw new IdxFormatException(name, "an IDX header of at least 8 bytes", $"a file of {read} bytes");
        }

        if (magic is not [0, 0, _, _])
        {
            throw new IdxFormatException(name, "IDX, which begins with two zero bytes", $"0x{Convert.ToHexString(magic)}");
        }

        IdxElementType type = magic[2] switch
        {
            (byte)IdxElementType.UnsignedByte => IdxElementType.UnsignedByte,
            (byte)IdxElementType.Integer32 => IdxElementType.Integer32,
            var code => throw new IdxFormatException(name, "element type 0x08 (unsigned bytes) or 0x0C (32-bit integers)", $"0x{code:X2}"),
        };

        int rank = magic[3];
        if (rank is 0 or > MaxRank)
        {
            throw new IdxFormatException(name, $"1 to {MaxRank} dimensions", $"{rank}");
        }

        byte[] header = new byte[MagicLength + (rank * sizeof(uint))];
        magic.CopyTo(header, 0);
        Span<byte> sizes = header.AsSpan(MagicLength);
        if (stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) is var sizesRead && sizesRead < sizes.Length)
        {
            throw new IdxFormatException(name, $"{rank} dimensions of 4 bytes each", $"only {sizesRead} bytes");
        }

        int[] dimensions = new int[rank];
        long length = type == IdxElementType.Integer32 ? sizeof(int) : sizeof(byte);
        for (int i = 0; i < rank; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(sizes[(i * sizeof(uint))..]);
            length = size <= MaxDataLength ? length * size : long.MaxValue;
            if (length > MaxDataLength)
            {
                throw new IdxFormatException(
                    name, $"at most {MaxDataLength:N0} bytes of elements", $"a header that announces more (dimension {i} is {size:N0})");
            }

            dimensions[i] = (int)size;
        }

        return (type, dimensions, header, (int)length);
    }
}

/// <summary>
/// What an IDX file holds: the third byte of its magic number. Of the format's six types these two occur in MNIST and
/// QMNIST; the rest are refused.
/// </summary>
public enum IdxElementType
{
    /// <summary>Unsigned bytes: pixels and labels.</summary>
    UnsignedByte = 0x08,

    /// <summary>Big-endian 32-bit integers: QMNIST's extended labels.</summary>
    Integer32 = 0x0C,
}

/// <summary>A file that is not well-formed IDX.</summary>
public sealed class IdxFormatException : DigitDataException
{
    private const string GetItAgain = "Get the file again from where it came from, or name another.";

    /// <summary>Says where a file departs from the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="expected">What the format asks for, to follow "expected".</param>
    /// <param name="found">What is there instead, to follow "found".</param>
    /// <param name="inner">What it was noticed by.</param>
    public IdxFormatException(string file, string expected, string found, Exception? inner = null)
        : base(file, expected, found, GetItAgain, inner)
    {
    }
}
