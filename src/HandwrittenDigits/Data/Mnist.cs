namespace HandwrittenDigits.Data;

/// <summary>
/// The MNIST database of handwritten digits: 60,000 images to train on and 10,000 to test on, written by some 800 people
/// (LeCun, Cortes, Burges, yann.lecun.com/exdb/mnist).
/// </summary>
public static class Mnist
{
    /// <summary>Loads MNIST from the first folder that holds it, and checks every file against its published SHA-256.</summary>
    /// <param name="options">Where to look; by default everywhere.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MnistFileException">A file that was found is not MNIST's.</exception>
    /// <exception cref="MnistNotFoundException">MNIST is nowhere.</exception>
    public static async Task<MnistData> LoadAsync(
        MnistOptions? options = null, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new MnistOptions();
        MnistSearch search = MnistSearch.Run(options);
        foreach (string note in search.Notes)
        {
            progress?.Report(new DataProgress(DataStage.Note, note));
        }

        return search.Found is { } found
            ? await ReadFolderAsync(found, search.Notes, progress, cancellationToken).ConfigureAwait(false)
            : throw new MnistNotFoundException(search.Notes);
    }

    private static async Task<MnistData> ReadFolderAsync(
        MnistLocation location, IReadOnlyList<string> notes, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        // All four at once: the training images take most of the time, and the others hide behind them.
        (MnistLoadedFile File, IdxFile Idx)[] files = await Task.WhenAll(MnistFile.All.Select(file => Task.Run(
            () =>
            {
                string path = file.FindIn(location.Folder) ?? throw new MnistNotFoundException([$"{location.Folder} has lost {file.Name}"]);
                (IdxFile idx, string sha256) = MnistFileReader.Read(file, path);
                progress?.Report(new DataProgress(DataStage.Reading, $"Read {path}", file.Name, idx.Content.Length, idx.Content.Length));
                return (new MnistLoadedFile(file.Name, path, sha256), idx);
            },
            cancellationToken))).ConfigureAwait(false);

        var train = new DigitDataset("MNIST train", files[0].Idx.Data, files[1].Idx.Data);
        var test = new DigitDataset("MNIST test", files[2].Idx.Data, files[3].Idx.Data);
        return new MnistData(train, test, location.Source, location.Folder, [.. files.Select(file => file.File)], notes);
    }
}
