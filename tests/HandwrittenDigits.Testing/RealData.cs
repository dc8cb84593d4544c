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

    /// <summary>What to say when a test is skipped for want of data.</summary>
    public const string Missing = "needs real data: set HANDWRITTEN_DIGITS_DATA to a folder that holds mnist/, mnist-writers/ and strokes/";
}
