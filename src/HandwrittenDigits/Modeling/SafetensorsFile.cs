using System.Buffers.Binary;
using SharedSource;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// A set of named tensors with text metadata, in the safetensors format
/// (https://github.com/huggingface/safetensors, "Format"): the header's length (8 bytes, little-endian), a JSON header,
/// then the tensors' bytes without a gap. It carries data only, never code, and Python's <c>safetensors</c> reads it.
/// </summary>
public sealed class SafetensorsFile
{
    /// <summary>The longest header that is read or written, in bytes: the reference implementation's limit.</summary>
    public const int MaxHeaderLength = 100_000_000;

    internal const int LengthPrefix = sizeof(ulong);

    /// <summary>Puts tensors and metadata together; neither is copied.</summary>
    /// <param name="tensors">Tensors by name. The name <c>__metadata__</c> belongs to the format.</param>
    /// <param name="metadata">What the file says about itself.</param>
    public SafetensorsFile(
        IReadOnlyDictionary<string, SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.ContainsKey(SafetensorsHeader.MetadataKey))
        {
            throw new ArgumentException(
                $"A tensor cannot be named {SafetensorsHeader.MetadataKey}: the format keeps that name.", nameof(tensors));
        }

        Tensors = tensors;
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors { get; }

    /// <summary>What the file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It does not follow the format.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        long length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            throw new ModelFormatException(path, $"it has {length} bytes; files of at most {Array.MaxLength} are read.");
        }

        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads bytes in the format. The tensors share them.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">What an error calls these bytes.</param>
    /// <exception cref="ModelFormatException">They do not follow the format.</exception>
    public static SafetensorsFile Parse(ReadOnlyMemory<byte> bytes, string source = "safetensors data")
    {
        if (bytes.Length < LengthPrefix)
        {
            throw new ModelFormatException(
                source, $"a safetensors file begins with 8 bytes that give its header's length; there are {bytes.Length} bytes.");
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (headerLength > MaxHeaderLength)
        {
            throw new ModelFormatException(
                source,
                $"its first 8 bytes announce a header of {headerLength} bytes, "
                + $"over the format's limit of {MaxHeaderLength}: is it a safetensors file?");
        }

        if ((int)headerLength > bytes.Length - LengthPrefix)
        {
            throw new ModelFormatException(
                source,
                $"a header of {headerLength} bytes is announced, {bytes.Length - LengthPrefix} bytes follow: "
                + "the file is cut short, or is no safetensors file.");
        }

        ReadOnlyMemory<byte> data = bytes[(LengthPrefix + (int)headerLength)..];
        return SafetensorsHeader.Read(bytes.Slice(LengthPrefix, (int)headerLength), data, source);
    }

    /// <summary>
    /// Writes the file, replacing it atomically. The same tensors and metadata give the same bytes: wider element types
    /// come first (as the reference implementation has it, which aligns every tensor), names in ordinal order.
    /// </summary>
    public void Write(string path) => AtomicFile.WriteAllBytes(path, ToBytes());

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        KeyValuePair<string, SafetensorsTensor>[] ordered =
        [
            .. Tensors
                .OrderByDescending(tensor => SafetensorsTensor.SizeOf(tensor.Value.DType))
                .ThenBy(tensor => tensor.Key, StringComparer.Ordinal),
        ];
        byte[] header = SafetensorsHeader.Write(ordered, Metadata);
        byte[] bytes = new byte[LengthPrefix + header.Length + ordered.Sum(tensor => tensor.Value.Data.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes.AsSpan(LengthPrefix));
        int offset = LengthPrefix + header.Length;
        foreach ((_, SafetensorsTensor tensor) in ordered)
        {
            tensor.Data.Span.CopyTo(bytes.AsSpan(offset));
            offset += tensor.Data.Length;
        }

        return bytes;
    }
}
