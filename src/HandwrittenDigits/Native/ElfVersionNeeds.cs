using System.Buffers.Binary;
using System.Text;

namespace HandwrittenDigits.Native;

/// <summary>
/// The versions of other libraries' symbols that a shared object asks for, and the one change that lets it load without
/// one of them. Layout: Linux Standard Base, "Symbol Versioning"; System V gABI for the sections around it.
/// </summary>
/// <remarks>
/// TorchSharp 0.107's <c>libLibTorchSharp.so</c> asks for <c>GLIBCXX_3.4.32</c> of libstdc++, which Debian 12 and Ubuntu
/// 22.04 do not have. The only symbol of that version is a marker that GCC 13's <c>&lt;iostream&gt;</c> names and nothing
/// calls. A need that is flagged weak does not keep a library from loading.
/// </remarks>
internal static class ElfVersionNeeds
{
    /// <summary>The symbol by which GCC 13's <c>&lt;iostream&gt;</c> names the library version it was built for.</summary>
    public const string MarkerSymbol = "_ZSt21ios_base_library_initv";

    private const ushort WeakFlag = 0x2;
    private const ushort HiddenBit = 0x8000;
    private const int SymbolSize = 24;

    /// <summary>A copy of the file in which the need for <paramref name="version"/> is weak.</summary>
    /// <param name="file">A 64-bit little-endian ELF shared object.</param>
    /// <param name="version">The version's name, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <exception cref="InvalidDataException">
    /// The file is no such object, does not ask for that version, or uses it for another symbol than <see cref="MarkerSymbol"/>:
    /// then the version is really needed.
    /// </exception>
    public static byte[] MakeWeak(ReadOnlySpan<byte> file, string version)
    {
        try
        {
            IReadOnlyList<ElfSection> sections = ElfSection.ReadAll(file);
            (int flagsOffset, ushort versionIndex) = FindNeed(file, sections, version);
            foreach (string symbol in SymbolsOf(file, sections, versionIndex))
            {
                if (symbol != MarkerSymbol)
                {
                    throw new InvalidDataException($"The file uses {version} for the symbol {symbol}, so it does need that version.");
                }
            }

            byte[] mended = file.ToArray();
            BinaryPrimitives.WriteUInt16LittleEndian(
                mended.AsSpan(flagsOffset), (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(file[flagsOffset..]) | WeakFlag));
            return mended;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException or InvalidOperationException)
        {
            throw new InvalidDataException($"The ELF file's tables point outside of it: {e.Message}", e);
        }
    }

    private static (int FlagsOffset, ushort VersionIndex) FindNeed(
        ReadOnlySpan<byte> file, IReadOnlyList<ElfSection> sections, string version)
    {
        ElfSection needs = sections.First(section => section.Type == ElfSection.VersionNeeds);
        ElfSection names = sections[needs.Link];
        int library = needs.Offset;
        for (int i = 0; i < needs.Info; i++)
        {
            // Elf64_Verneed: vn_version u16, vn_cnt u16, vn_file u32, vn_aux u32, vn_next u32.
            int count = BinaryPrimitives.ReadUInt16LittleEndian(file[(library + 2)..]);
            int need = library + BinaryPrimitives.ReadInt32LittleEndian(file[(library + 8)..]);
            for (int j = 0; j < count; j++)
            {
                // Elf64_Vernaux: vna_hash u32, vna_flags u16, vna_other u16, vna_name u32, vna_next u32.
                if (Name(file, names, BinaryPrimitives.ReadInt32LittleEndian(file[(need + 8)..])) == version)
                {
                    return (need + 4, BinaryPrimitives.ReadUInt16LittleEndian(file[(need + 6)..]));
                }

                need += BinaryPrimitives.ReadInt32LittleEndian(file[(need + 12)..]);
            }

            library += BinaryPrimitives.ReadInt32LittleEndian(file[(library + 12)..]);
        }

        throw new InvalidDataException($"The file does not ask for {version}.");
    }

    private static List<string> SymbolsOf(ReadOnlySpan<byte> file, IReadOnlyList<ElfSection> sections, ushort versionIndex)
    {
        ElfSection versions = sections.First(section => section.Type == ElfSection.VersionOfSymbols);
        ElfSection symbols = sections.First(section => section.Type == ElfSection.DynamicSymbols);
        ElfSection names = sections[symbols.Link];
        var found = new List<string>();
        for (int i = 0; i < versions.Size / sizeof(ushort); i++)
        {
            int index = BinaryPrimitives.ReadUInt16LittleEndian(file[(versions.Offset + (i * sizeof(ushort)))..]) & ~HiddenBit;
            if (index == versionIndex)
            {
                found.Add(Name(file, names, BinaryPrimitives.ReadInt32LittleEndian(file[(symbols.Offset + (i * SymbolSize))..])));
            }
        }

        return found;
    }

    private static string Name(ReadOnlySpan<byte> file, ElfSection strings, int offset)
    {
        ReadOnlySpan<byte> start = file[(strings.Offset + offset)..];
        return Encoding.ASCII.GetString(start[..start.IndexOf((byte)0)]);
    }
}
