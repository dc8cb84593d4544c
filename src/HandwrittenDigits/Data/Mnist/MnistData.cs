namespace HandwrittenDigits.Data;

/// <summary>MNIST, or what stands in for it.</summary>
/// <param name="Train">60,000 images to train on.</param>
/// <param name="Test">10,000 images to test on.</param>
/// <param name="Source">Where they came from.</param>
/// <param name="Folder">The folder of the files; null where the digits are synthetic.</param>
/// <param name="Files">The files that were read; none where the digits are synthetic.</param>
/// <param name="Notes">What a person should know, a line each: for example why a folder that was named was not used.</param>
public sealed record MnistData(
    DigitDataset Train,
    DigitDataset Test,
    MnistSource Source,
    string? Folder,
    IReadOnlyList<MnistLoadedFile> Files,
    IReadOnlyList<string> Notes)
{
    /// <summary>True where a program, not people, drew these digits, because MNIST was out of reach.</summary>
    public bool IsSynthetic => Source == MnistSource.Synthetic;

    /// <summary>
    /// The bytes of the file of training images, decompressed: a header of 16 bytes, then 784 bytes an image. For synthetic digits, which
    /// are in no file, those of the file that would hold them.
    /// </summary>
    /// <exception cref="DigitDataException">The file is gone, or is another by now.</exception>
    public byte[] ReadTrainImagesFile() => IsSynthetic
        ? IdxFile.OfImages(Train).ToArray()
        : MnistFileReader.Read(MnistFile.TrainImages, Files.Single(file => file.Name == MnistFile.TrainImages.Name).Path)
            .Idx.Content.ToArray();
}

/// <summary>A file that was read.</summary>
/// <param name="Name">Which of the four it is, for example <c>train-images-idx3-ubyte</c>.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">SHA-256 of the file as it lies there, lower-case hexadecimal.</param>
public sealed record MnistLoadedFile(string Name, string Path, string Sha256);

/// <summary>Where MNIST came from.</summary>
public enum MnistSource
{
    /// <summary>The folder that the options name.</summary>
    ExplicitFolder,

    /// <summary>The folder that the environment variable <see cref="DataFolders.Variable"/> names.</summary>
    NamedFolder,

    /// <summary>The repository's own <c>data/mnist</c>.</summary>
    Repository,

    /// <summary>The user's cache.</summary>
    Cache,

    /// <summary>A mirror, just now.</summary>
    Download,

    /// <summary>Nowhere: a program drew these digits, because MNIST was out of reach.</summary>
    Synthetic,
}
