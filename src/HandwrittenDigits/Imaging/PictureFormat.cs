using System.Text;
using HandwrittenDigits.Data;

namespace HandwrittenDigits.Imaging;

/// <summary>What a file is, by how it begins.</summary>
internal enum PictureFormat
{
    /// <summary>Nothing that is known.</summary>
    Other,

    /// <summary>Portable Network Graphics.</summary>
    Png,

    /// <summary>JPEG File Interchange Format, or what a camera writes of JPEG.</summary>
    Jpeg,

    /// <summary>Graphics Interchange Format, of which the first picture counts.</summary>
    Gif,

    /// <summary>Windows' bitmap.</summary>
    Bmp,

    /// <summary>WebP, lossy or not.</summary>
    WebP,

    /// <summary>High Efficiency Image File Format with HEVC inside, as iPhones take photos.</summary>
    Heic,

    /// <summary>The same container with AV1 inside.</summary>
    Avif,

    /// <summary>Tagged Image File Format, as scanners write it.</summary>
    Tiff,

    /// <summary>Scalable Vector Graphics: no pixels.</summary>
    Svg,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>A video in a QuickTime or MPEG-4 container.</summary>
    Video,

    /// <summary>An Adobe Photoshop document.</summary>
    Photoshop,
}

/// <summary>Tells formats apart.</summary>
internal static class PictureFormats
{
    /// <summary>The formats that are read, for a person.</summary>
    public const string Readable = "PNG, JPEG, HEIC, AVIF, WebP, GIF, TIFF or BMP";

    // How far into an XML file its first element is looked for.
    private const int SvgSearch = 1024;

    // Marks of the ISO base media file format (ISO/IEC 14496-12, "ftyp"; ISO/IEC 23008-12; AV1 Image File Format).
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
    private static readonly string[] AvifBrands = ["avif", "avis"];

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    /// <summary>The file extensions of pictures that are read, lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
        [".png", ".jpg", ".jpeg", ".bmp", ".heic", ".heif", ".avif", ".webp", ".gif", ".tif", ".tiff"];

    /// <summary>What a file is.</summary>
    /// <param name="bytes">The whole file, or its beginning.</param>
    public static PictureFormat Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(PngSignature))
        {
            return PictureFormat.Png;
        }

        if (bytes.StartsWith(JpegStart))
        {
            return PictureFormat.Jpeg;
        }

        if (bytes.StartsWith("GIF8"u8))
        {
            return PictureFormat.Gif;
        }

        if (bytes.StartsWith("BM"u8))
        {
            return PictureFormat.Bmp;
        }

        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8))
        {
            return PictureFormat.WebP;
        }

        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
        {
            return PictureFormat.Tiff;
        }

        if (bytes.StartsWith("%PDF"u8))
        {
            return PictureFormat.Pdf;
        }

        if (bytes.StartsWith("8BPS"u8))
        {
            return PictureFormat.Photoshop;
        }

        if (bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8))
        {
            return OfContainer(bytes);
        }

        ReadOnlySpan<byte> text = bytes.TrimStart(" \t\r\n\uFEFF"u8);
        bool isSvg = text.StartsWith("<"u8) && text[..Math.Min(SvgSearch, text.Length)].IndexOf("<svg"u8) >= 0;
        return isSvg ? PictureFormat.Svg : PictureFormat.Other;
    }

    /// <summary>What it is called, and how a person gets a picture from it that is read.</summary>
    public static (string Found, string Mend) Describe(PictureFormat format, ReadOnlySpan<byte> bytes) => format switch
    {
        PictureFormat.Svg => ("an SVG drawing, which has no pixels", "Export it as PNG, or take a screenshot of it."),
        PictureFormat.Pdf => ("a PDF document", "Export the page as PNG, or take a screenshot of it."),
        PictureFormat.Video => ("a video", "Take a screenshot of the frame that you mean."),
        PictureFormat.Photoshop => ("a Photoshop document", "Export it as PNG."),
        _ when bytes.IsEmpty => ("an empty file", "Save or copy the picture again."),
        _ => (
            $"{bytes.Length} bytes that begin with {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}",
            "Save the picture as PNG."),
    };

    private static PictureFormat OfContainer(ReadOnlySpan<byte> bytes)
    {
        // The main brand, then those that the file is compatible with: an AVIF may say "mif1" first.
        int length = Math.Clamp((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3], 12, Math.Min(bytes.Length, 256));
        List<string> brands = [Encoding.ASCII.GetString(bytes[8..12])];
        for (int at = 16; at + 4 <= length; at += 4)
        {
            brands.Add(Encoding.ASCII.GetString(bytes.Slice(at, 4)));
        }

        return brands.Exists(AvifBrands.Contains) ? PictureFormat.Avif
            : brands.Exists(HeicBrands.Contains) ? PictureFormat.Heic
            : PictureFormat.Video;
    }
}

/// <summary>
/// A file is no picture that can be read.
/// </summary>
/// <param name="file">The file's path, or what the stream is called.</param>
/// <param name="expected">What should be there, to follow "expected".</param>
/// <param name="found">What is there instead, to follow "found".</param>
/// <param name="mend">A whole sentence: what to do next.</param>
public sealed class PictureFormatException(string file, string expected, string found, string mend)
    : DigitDataException(file, expected, found, mend);
