namespace HandwrittenDigits.Data;

/// <summary>
/// Who wrote each digit of MNIST, from the extended labels of QMNIST: eight 32-bit integers a digit, of which column 0 is the
/// digit and column 2 the NIST identity of its writer (github.com/facebookresearch/qmnist, 2.2; Yadav and Bottou, "Cold Case:
/// The Lost MNIST Digits", 2019). 539 people wrote the training digits, 297 others the test digits.
/// </summary>
public static class MnistWriters
{
    /// <summary>The file of the training digits; <c>.gz</c> may follow.</summary>
    public const string TrainFile = "qmnist-train-labels-idx2-int";

    /// <summary>The file of the test digits; <c>.gz</c> may follow. Its first 10,000 rows are MNIST's.</summary>
    public const string TestFile = "qmnist-test-labels-idx2-int";

    private const int Columns = 8;
    private const int LabelColumn = 0;
    private const int WriterColumn = 2;

    /// <summary>Reads the writers of digits whose labels are known, and makes sure that the file is about these digits.</summary>
    /// <param name="path">A file of QMNIST's extended labels, <c>int32 [N or more, 8]</c>.</param>
    /// <param name="labels">The labels of the N digits, in MNIST's order.</param>
    /// <returns>The writer's identity for each of the N digits.</returns>
    /// <exception cref="IdxFormatException">The file is not well-formed IDX.</exception>
    /// <exception cref="DigitDataException">The file is about other digits.</exception>
    public static int[] Read(string path, ReadOnlySpan<byte> labels)
    {
        var idx = IdxFile.Read(path);
        if (idx.ElementType != IdxElementType.Integer32 || idx.Dimensions is not [var rows, Columns] || rows < labels.Length)
        {
            throw Mismatch(path, $"int32 [{labels.Length} or more, {Columns}]", idx.Shape);
        }

        int[] writers = new int[labels.Length];
        for (int i = 0; i < writers.Length; i++)
        {
            int label = idx.IntegerAt((i * Columns) + LabelColumn);
            if (label != labels[i])
            {
                throw Mismatch(path, $"the labels of these digits (digit {i} is a {labels[i]})", $"a {label} there");
            }

            writers[i] = idx.IntegerAt((i * Columns) + WriterColumn);
        }

        return writers;
    }

    /// <summary>The file in a folder, compressed or not; null where it is not there.</summary>
    internal static string? FindIn(string? folder, string name) =>
        folder is null ? null : Array.Find([Path.Combine(folder, name + ".gz"), Path.Combine(folder, name)], File.Exists);

    private static DigitDataException Mismatch(string path, string expected, string found) => new(
        path, expected, found, $"Put QMNIST's own {TrainFile}.gz and {TestFile}.gz there, or take it away to load MNIST without writers.");
}
