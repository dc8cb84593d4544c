namespace HandwrittenDigits.Data;

/// <summary>Reads a folder that holds all four files.</summary>
internal static class MnistFolder
{
    /// <summary>Reads and checks the files, and the writers where they are at hand.</summary>
    /// <param name="location">The folder.</param>
    /// <param name="folders">Where else the writers may lie.</param>
    /// <param name="notes">What was noticed so far.</param>
    /// <param name="progress">Told of each file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<MnistData> ReadAsync(
        MnistLocation location,
        DataFolders folders,
        IReadOnlyList<string> notes,
        IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        // All at once: the training images take most of the time, and the rest hides behind them.
        Task<(MnistLoadedFile File, IdxFile Idx)>[] reads =
            [.. MnistFile.All.Select(file => Task.Run(() => ReadFile(file, location.Folder, progress), cancellationToken))];
        Task<int[]> trainWriters = ReadWritersAsync(reads[1], location.Folder, folders, MnistWriters.TrainFile);
        Task<int[]> testWriters = ReadWritersAsync(reads[3], location.Folder, folders, MnistWriters.TestFile);
        await Task.WhenAll([.. reads, trainWriters, testWriters]).ConfigureAwait(false);
        (MnistLoadedFile File, IdxFile Idx)[] files = [.. reads.Select(read => read.Result)];

        return new MnistData(
            new DigitDataset("MNIST train", files[0].Idx.Data, files[1].Idx.Data, trainWriters.Result),
            new DigitDataset("MNIST test", files[2].Idx.Data, files[3].Idx.Data, testWriters.Result),
            location.Source,
            location.Folder,
            [.. files.Select(file => file.File)],
            notes);
    }

    private static (MnistLoadedFile File, IdxFile Idx) ReadFile(MnistFile file, string folder, IProgress<DataProgress>? progress)
    {
        string path = file.FindIn(folder) ?? Path.Combine(folder, file.GzipName);
        (IdxFile idx, string sha256) = MnistFileReader.Read(file, path);
        progress?.Report(new DataProgress(DataStage.Reading, $"Read {path}", file.Name, idx.Content.Length, idx.Content.Length));
        return (new MnistLoadedFile(file.Name, path, sha256), idx);
    }

    private static async Task<int[]> ReadWritersAsync(
        Task<(MnistLoadedFile File, IdxFile Idx)> labels, string folder, DataFolders folders, string name)
    {
        string? beside = Path.GetDirectoryName(folder);
        string?[] candidates =
        [
            folder,
            beside is null ? null : Path.Combine(beside, DataFolders.MnistWriters),
            folders.Find(DataFolders.MnistWriters),
        ];
        string? path = candidates.Select(candidate => MnistWriters.FindIn(candidate, name)).OfType<string>().FirstOrDefault();
        IdxFile idx = (await labels.ConfigureAwait(false)).Idx;
        return path is null ? [] : MnistWriters.Read(path, idx.Data.Span);
    }
}

/// <summary>What <see cref="Mnist.VerifyAsync"/> found of one file.</summary>
/// <param name="File">Which of the four it should be.</param>
/// <param name="Path">Where it lies; null where it is missing.</param>
/// <param name="Sha256">SHA-256 of the file as it lies there, where it is the right one.</param>
/// <param name="Problem">What is wrong with it and what mends it; null where it is the right one.</param>
public sealed record MnistFileReport(MnistFile File, string? Path, string? Sha256, string? Problem)
{
    /// <summary>True where the file is MNIST's.</summary>
    public bool IsGood => Problem is null;
}
