using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// One of MNIST's four files: what it is called and what tells it from any other. The hashes of the compressed files are
/// the published ones; those of the content were computed from files that have them.
/// </summary>
public sealed record MnistFile
{
    internal MnistFile(string name, long gzipLength, string gzipSha256, string contentSha256, params int[] dimensions)
    {
        Name = name;
        GzipLength = gzipLength;
        GzipSha256 = gzipSha256;
        ContentSha256 = contentSha256;
        Dimensions = dimensions;
    }

    /// <summary>60,000 training images.</summary>
    public static MnistFile TrainImages { get; } = new(
        "train-images-idx3-ubyte",
        9_912_422,
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        60_000,
        DigitImage.Side,
        DigitImage.Side);

    /// <summary>60,000 training labels.</summary>
    public static MnistFile TrainLabels { get; } = new(
        "train-labels-idx1-ubyte",
        28_881,
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        60_000);

    /// <summary>10,000 test images.</summary>
    public static MnistFile TestImages { get; } = new(
        "t10k-images-idx3-ubyte",
        1_648_877,
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        10_000,
        DigitImage.Side,
        DigitImage.Side);

    /// <summary>10,000 test labels.</summary>
    public static MnistFile TestLabels { get; } = new(
        "t10k-labels-idx1-ubyte",
        4_542,
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        10_000);

    /// <summary>The four files.</summary>
    public static IReadOnlyList<MnistFile> All { get; } = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The name without <c>.gz</c>, for example <c>train-images-idx3-ubyte</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the compressed file, as mirrors hold it.</summary>
    public string GzipName => Name + ".gz";

    /// <summary>Bytes of the compressed file.</summary>
    public long GzipLength { get; }

    /// <summary>SHA-256 of the compressed file, lower-case hexadecimal.</summary>
    public string GzipSha256 { get; }

    /// <summary>SHA-256 of the uncompressed file, lower-case hexadecimal.</summary>
    public string ContentSha256 { get; }

    /// <summary>The dimensions of the array of bytes in it.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>What is in it, for example <c>uint8 [60000, 28, 28]</c>.</summary>
    internal string Shape => $"uint8 [{string.Join(", ", Dimensions)}]";

    /// <summary>This file's path in a folder, compressed or not, or as some archives name it; null where it is not there.</summary>
    internal string? FindIn(string folder)
    {
        string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [GzipName, Name, dotted + ".gz", dotted];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
