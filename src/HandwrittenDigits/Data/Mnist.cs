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
        DataFolders folders = options.Folders ?? DataFolders.Discover();
        MnistSearch search = MnistSearch.Run(options.Folder, folders);
        foreach (string note in search.Notes)
        {
            progress?.Report(new DataProgress(DataStage.Note, note));
        }

        return search.Found is { } found
            ? await ReadFolderAsync(found, folders, search.Notes, progress, cancellationToken).ConfigureAwait(false)
            : throw new MnistNotFoundException(search.Notes);
    }

    private static async Task<MnistData> ReadFolderAsync(
        MnistLocation location,
        DataFolders folders,
        IReadOnlyList<string> notes,
        IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        // All at once: the training images take most of the time, and the rest hides behind them.
        Task<(MnistLoadedFile File, IdxFile Idx)>[] reads =
            [.. MnistFile.All.Select(file => Task.Run(() => ReadFile(file, location, progress), cancellationToken))];
        Task<int[]> trainWriters = ReadWritersAsync(reads[1], location, folders, MnistWriters.TrainFile);
        Task<int[]> testWriters = ReadWritersAsync(reads[3], location, folders, MnistWriters.TestFile);
        (MnistLoadedFile File, IdxFile Idx)[] files = await Task.WhenAll(reads).ConfigureAwait(false);

        return new MnistData(
            new DigitDataset("MNIST train", files[0].Idx.Data, files[1].Idx.Data, await trainWriters.ConfigureAwait(false)),
            new DigitDataset("MNIST test", files[2].Idx.Data, files[3].Idx.Data, await testWriters.ConfigureAwait(false)),
            location.Source,
            location.Folder,
            [.. files.Select(file => file.File)],
            notes);
    }

    private static (MnistLoadedFile File, IdxFile Idx) ReadFile(MnistFile file, MnistLocation location, IProgress<DataProgress>? progress)
    {
        string path = file.FindIn(location.Folder) ?? throw new MnistNotFoundException([$"{location.Folder} has just lost {file.Name}"]);
        (IdxFile idx, string sha256) = MnistFileReader.Read(file, path);
        progress?.Report(new DataProgress(DataStage.Reading, $"Read {path}", file.Name, idx.Content.Length, idx.Content.Length));
        return (new MnistLoadedFile(file.Name, path, sha256), idx);
    }

    private static async Task<int[]> ReadWritersAsync(
        Task<(MnistLoadedFile File, IdxFile Idx)> labels, MnistLocation location, DataFolders folders, string name)
    {
        string? beside = Path.GetDirectoryName(location.Folder);
        string?[] candidates = [location.Folder, beside is null ? null : Path.Combine(beside, DataFolders.MnistWriters), folders.Find(DataFolders.MnistWriters)];
        IdxFile idx = (await labels.ConfigureAwait(false)).Idx;
        string? path = candidates.Select(folder => MnistWriters.FindIn(folder, name)).FirstOrDefault(found => found is not null);
        return path is null ? [] : MnistWriters.Read(path, idx.Data.Span);
    }
}
