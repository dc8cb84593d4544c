using System.Buffers.Binary;

namespace HandwrittenDigits.Native;

/// <summary>
/// One entry of a 64-bit little-endian ELF file's section header table (System V gABI, chapter 4, "Section Header").
/// </summary>
/// <param name="Type">What the section holds, <c>sh_type</c>.</param>
/// <param name="Offset">Where it starts in the file, bytes.</param>
/// <param name="Size">How long it is, bytes.</param>
/// <param name="Link">The index of the section it refers to: a symbol table's is its string table.</param>
/// <param name="Info">A count, in a section of version needs.</param>
internal readonly record struct ElfSection(uint Type, int Offset, int Size, int Link, int Info)
{
    public const uint DynamicSymbols = 11;
    public const uint VersionNeeds = 0x6ffffffe;
    public const uint VersionOfSymbols = 0x6fffffff;

    private const int SectionHeaderSize = 64;

    /// <summary>Reads the section header table.</summary>
    /// <exception cref="InvalidDataException">This is no 64-bit little-endian ELF file, or it is cut short.</exception>
    public static IReadOnlyList<ElfSection> ReadAll(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("This is not a 64-bit little-endian ELF file.");
        }

        long tableOffset = BinaryPrimitives.ReadInt64LittleEndian(file[0x28..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3c..]);
        if (tableOffset < 0 || tableOffset + ((long)count * SectionHeaderSize) > file.Length)
        {
            throw new InvalidDataException("The ELF file ends before its section header table does.");
        }

        var sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = file.Slice((int)tableOffset + (i * SectionHeaderSize), SectionHeaderSize);
            sections[i] = new ElfSection(
                Type: BinaryPrimitives.ReadUInt32LittleEndian(header[0x04..]),
                Offset: checked((int)BinaryPrimitives.ReadInt64LittleEndian(header[0x18..])),
                Size: checked((int)BinaryPrimitives.ReadInt64LittleEndian(header[0x20..])),
                Link: BinaryPrimitives.ReadInt32LittleEndian(header[0x28..]),
                Info: BinaryPrimitives.ReadInt32LittleEndian(header[0x2c..]));
        }

        return sections;
    }
}
