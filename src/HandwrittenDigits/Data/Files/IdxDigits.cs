using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// Digits in a pair of IDX files, as MNIST's but of any content: unlike <see cref="Mnist"/>, which takes only MNIST itself.
/// </summary>
public static class IdxDigits
{
    /// <summary>Loads images and their labels.</summary>
    /// <param name="imagesPath">A file of <c>uint8 [N, 28, 28]</c>, ink = 255.</param>
    /// <param name="labelsPath">A file of <c>uint8 [N]</c>, 0 to 9.</param>
    /// <param name="name">What to call the set.</param>
    /// <exception cref="IdxFormatException">A file is not well-formed IDX.</exception>
    /// <exception cref="DigitDataException">A file can't be read, or they are not images of digits and their labels.</exception>
    public static DigitDataset Load(string imagesPath, string labelsPath, string name)
    {
        var images = IdxFile.Read(imagesPath);
        var labels = IdxFile.Read(labelsPath);
        if (images.ElementType != IdxElementType.UnsignedByte || images.Dimensions is not [var count, DigitImage.Side, DigitImage.Side])
        {
            throw Mismatch(imagesPath, $"images, uint8 [N, {DigitImage.Side}, {DigitImage.Side}]", images.Shape);
        }

        if (labels.ElementType != IdxElementType.UnsignedByte || labels.Dimensions is not [var labelCount] || labelCount != count)
        {
            throw Mismatch(labelsPath, $"the labels of {count} images, uint8 [{count}]", labels.Shape);
        }

        const byte LastDigit = DigitDataset.ClassCount - 1;
        return labels.Data.Span.IndexOfAnyExceptInRange((byte)0, LastDigit) is var bad and >= 0
            ? throw Mismatch(labelsPath, "labels from 0 to 9", $"{labels.Data.Span[bad]} for image {bad}")
            : new DigitDataset(name, images.Data, labels.Data);
    }

    /// <summary>
    /// Loads the digits of a folder: MNIST's test pair where it is there, else the only pair of a name with <c>images</c> and one
    /// with <c>labels</c>.
    /// </summary>
    /// <exception cref="DigitDataException">There is no such pair, or it can't be used.</exception>
    public static DigitDataset LoadFolder(string folder)
    {
        if (MnistFile.TestImages.FindIn(folder) is { } testImages && MnistFile.TestLabels.FindIn(folder) is { } testLabels)
        {
            return Load(testImages, testLabels, $"{folder}, t10k");
        }

        string[] images = Files(folder, "images");
        string[] labels = Files(folder, "labels");
        return (images, labels) is ([var image], [var label])
            ? Load(image, label, folder)
            : throw Mismatch(
                folder,
                "one file named *images*idx3* and one named *labels*idx1*",
                $"{images.Length} of the one and {labels.Length} of the other");
    }

    /// <summary>True where a folder holds IDX files, by their names.</summary>
    public static bool IsIn(string folder) => Files(folder, "images").Length > 0;

    private static string[] Files(string folder, string kind) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, $"*{kind}*idx*").Order(StringComparer.Ordinal)] : [];

    private static DigitDataException Mismatch(string path, string expected, string found) =>
        new(path, expected, found, "Name the files, or a folder that holds one pair of them.");
}
