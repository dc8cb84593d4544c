namespace HandwrittenDigits.Testing;

/// <summary>
/// Where the tests find real data: the folder that <c>HANDWRITTEN_DIGITS_DATA</c> names, else the repository's own
/// <c>data/</c>. It is the first place that the library itself looks in.
/// </summary>
public static class RealData
{
    /// <summary>The data folder. It may lack any or all of its parts.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("HANDWRITTEN_DIGITS_DATA") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(Repository.Root, "data");

    /// <summary>The four original MNIST files.</summary>
    public static string Mnist => Path.Combine(Folder, "mnist");

    /// <summary>QMNIST's extended labels, which name the writer of each MNIST digit.</summary>
    public static string MnistWriters => Path.Combine(Folder, "mnist-writers");

    /// <summary>Real pen-drawn digits, JSON lines.</summary>
    public static string Strokes => Path.Combine(Folder, "strokes", "unipen-1a-dev.jsonl");

    /// <summary>True where the four MNIST files are at hand.</summary>
    public static bool HasMnist => File.Exists(Path.Combine(Mnist, "t10k-images-idx3-ubyte.gz"));

    /// <summary>True where QMNIST's writer labels are at hand.</summary>
    public static bool HasMnistWriters => File.Exists(Path.Combine(MnistWriters, "qmnist-test-labels-idx2-int.gz"));

    /// <summary>True where the real pen strokes are at hand.</summary>
    public static bool HasStrokes => File.Exists(Strokes);

    /// <summary>Why a test is skipped that needs MNIST alone.</summary>
    public const string NeedsMnist =
        "needs MNIST: run 'digits data fetch' in the clone, or set HANDWRITTEN_DIGITS_DATA to a folder that holds mnist/";

    /// <summary>Why a test is skipped that needs the writers of MNIST's digits, too.</summary>
    public const string NeedsWriters =
        "needs MNIST and its writers: put the two files of QMNIST's extended labels (github.com/facebookresearch/qmnist) "
        + "into data/mnist-writers/, or set HANDWRITTEN_DIGITS_DATA to a folder that holds mnist/ and mnist-writers/";

    /// <summary>Why a test is skipped that needs digits drawn by people with a pen.</summary>
    public const string NeedsStrokes = "needs real pen strokes, which can't be fetched: set HANDWRITTEN_DIGITS_DATA to a folder that holds "
        + "strokes/unipen-1a-dev.jsonl";

    /// <summary>Why a test is skipped that compares the notebooks' run with what real data give.</summary>
    public const string NeedsAll =
        "needs what the notebooks show: set HANDWRITTEN_DIGITS_DATA to a folder that holds mnist/, mnist-writers/ and strokes/";

    /// <summary>True where all of it is at hand.</summary>
    public static bool HasAll => HasMnist && HasMnistWriters && HasStrokes;
}
