using System.Security.Cryptography;
using System.Text;

namespace HandwrittenDigits.Data;

/// <summary>Reads one of MNIST's files and makes sure that it is the one.</summary>
internal static class MnistFileReader
{
    /// <summary>More than the largest of the files has uncompressed, 47,040,016.</summary>
    private const int MaxFileLength = 64 << 20;

    /// <summary>Reads and checks a file.</summary>
    /// <param name="expected">Which of the four it should be.</param>
    /// <param name="path">Where it is.</param>
    /// <returns>Its content, and the SHA-256 of the file as it lies on the disk.</returns>
    /// <exception cref="MnistFileException">It is another file, or damaged.</exception>
    /// <exception cref="DigitDataException">It can't be read.</exception>
    public static (IdxFile Idx, string Sha256) Read(MnistFile expected, string path)
    {
        byte[] bytes = DataFile.ReadAllBytes(path, MaxFileLength);

        // Hashing and decompressing need only the bytes: on two cores the first then costs nothing.
        Task<string> hashing = Task.Run(() => Sha256(bytes));
        IdxFormatException? failure = null;
        IdxFile? idx = null;
        try
        {
            idx = IdxFile.Parse(bytes, path);
        }
        catch (IdxFormatException e)
        {
            failure = e;
        }

        string sha256 = hashing.GetAwaiter().GetResult();
        return idx is not null && IsContent(expected, idx, sha256)
            ? (idx, sha256)
            : throw Diagnose(expected, path, bytes, sha256, idx, failure);
    }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // The content decides: MNIST compressed again by another program is still MNIST.
    private static bool IsContent(MnistFile expected, IdxFile idx, string sha256) =>
        sha256 == expected.GzipSha256 || Sha256(idx.Content.Span) == expected.ContentSha256;

    private static MnistFileException Diagnose(
        MnistFile expected, string path, byte[] bytes, string sha256, IdxFile? idx, IdxFormatException? failure)
    {
        string wanted = $"MNIST's {expected.Name} ({expected.Shape}, SHA-256 of the gzip file {expected.GzipSha256})";
        if (MnistFile.All.FirstOrDefault(file => idx is not null && IsContent(file, idx, sha256)) is { } other)
        {
            return new MnistFileException(
                path, MnistFileProblem.Swapped, wanted, $"MNIST's {other.Name}: files have been swapped");
        }

        if (ForeignDataset.Identify(bytes) is { } foreign)
        {
            return new MnistFileException(
                path, MnistFileProblem.Foreign, wanted, $"a file of {foreign}, which has the same file names");
        }

        if (idx is not null)
        {
            string difference = idx.Shape == expected.Shape
                ? "with other content: another data set with the same file names, such as Fashion-MNIST, or an altered file"
                : "of another data set";
            return new MnistFileException(path, MnistFileProblem.Foreign, wanted, $"{idx.Shape} {difference} (SHA-256 {sha256})");
        }

        return LooksTruncated(expected, bytes)
            ? new MnistFileException(
                path, MnistFileProblem.Truncated, wanted, $"a truncated file, which ends after {bytes.Length:N0} bytes", failure)
            : new MnistFileException(path, MnistFileProblem.Damaged, wanted, Describe(bytes, failure), failure);
    }

    private static bool LooksTruncated(MnistFile expected, byte[] bytes)
    {
        bool isGzip = IdxFile.IsGzip(bytes);
        long whole = isGzip ? expected.GzipLength : expected.Dimensions.Aggregate(1L, (product, size) => product * size);
        return bytes.Length < whole && (isGzip || bytes is [0, 0, ..]);
    }

    private static string Describe(byte[] bytes, IdxFormatException? failure)
    {
        string start = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 64))).TrimStart();
        return start switch
        {
            "" => "an empty file",
            ['<', ..] => "a web page",
            _ when start.StartsWith("version https://git-lfs", StringComparison.Ordinal) => "a Git LFS pointer, not the file itself",
            _ => $"a damaged file: {failure?.Found} instead of {failure?.Expected}",
        };
    }
}

/// <summary>A file that has the name of one of MNIST's, but not its content.</summary>
public sealed class MnistFileException : DigitDataException
{
    /// <summary>Says what the file is instead.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What kind of wrong file it is.</param>
    /// <param name="expected">What it should be, to follow "expected".</param>
    /// <param name="found">What it is, to follow "found".</param>
    /// <param name="inner">What it was noticed by.</param>
    public MnistFileException(string path, MnistFileProblem problem, string expected, string found, Exception? inner = null)
        : base(path, expected, found, "Delete that file and run `digits data fetch` to download the right one.", inner) =>
        Problem = problem;

    /// <summary>What kind of wrong file it is.</summary>
    public MnistFileProblem Problem { get; }
}

/// <summary>Why a file is not the MNIST file that its name says.</summary>
public enum MnistFileProblem
{
    /// <summary>It ends before it should.</summary>
    Truncated,

    /// <summary>It is another of MNIST's four files.</summary>
    Swapped,

    /// <summary>It is a file of another data set, such as Fashion-MNIST, whose files have the same names.</summary>
    Foreign,

    /// <summary>It is not an IDX file at all, or a damaged one.</summary>
    Damaged,
}
