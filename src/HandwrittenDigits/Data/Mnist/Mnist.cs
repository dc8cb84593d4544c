namespace HandwrittenDigits.Data;

/// <summary>
/// The MNIST database of handwritten digits: 60,000 images to train on and 10,000 to test on, written by some 800 people
/// (LeCun, Cortes and Burges, yann.lecun.com/exdb/mnist).
/// </summary>
public static class Mnist
{
    private const int SyntheticTrainSeed = 1;
    private const int SyntheticTestSeed = 2;

    /// <summary>
    /// Loads MNIST from the first folder that holds it - the one asked for, that of <see cref="DataFolders.Variable"/>, the
    /// repository's, the user's cache - or downloads it, and checks every file against its published SHA-256.
    /// </summary>
    /// <param name="options">Where to look; by default everywhere.</param>
    /// <param name="progress">Told what happens, from any thread.</param>
    /// <param name="cancellationToken">Stops it; what was downloaded by then is kept to go on from.</param>
    /// <exception cref="MnistFileException">A file that was found is not MNIST's.</exception>
    /// <exception cref="MnistNotFoundException">MNIST is nowhere, and was not to be downloaded.</exception>
    /// <exception cref="MnistDownloadException">MNIST is nowhere, and no mirror gave it.</exception>
    public static async Task<MnistData> LoadAsync(
        MnistOptions? options = null, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new MnistOptions();
        options.Validate();
        DataFolders folders = options.Folders ?? DataFolders.Discover();
        var search = MnistSearch.Run(options.Folder, folders);
        foreach (string note in search.Notes)
        {
            progress?.Report(new DataProgress(DataStage.Note, note));
        }

        MnistLocation location;
        try
        {
            location = search.Found ?? (options.Offline
                ? throw new MnistNotFoundException([.. search.Looked.Select(looked => looked.Folder)], search.Notes)
                : new(await FetchAsync(options, progress, cancellationToken).ConfigureAwait(false), MnistSource.Download));
        }
        catch (DigitDataException e) when (options.FallBackToSynthetic)
        {
            return Synthetic(options, search.Notes, e, progress);
        }

        return await MnistFolder.ReadAsync(location, folders, search.Notes, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Downloads what is missing or wrong of the four files into the first folder that can be written to: the one asked for and
    /// no other, else that of <see cref="DataFolders.Variable"/> where it exists, the repository's, the user's cache.
    /// </summary>
    /// <param name="options">Which folder and which mirrors.</param>
    /// <param name="progress">Told what happens, from any thread.</param>
    /// <param name="cancellationToken">Stops it; what was downloaded by then is kept to go on from.</param>
    /// <returns>The folder, which now holds all four files, each with its published SHA-256.</returns>
    /// <exception cref="MnistDownloadException">No mirror gave a file.</exception>
    /// <exception cref="DigitDataException">No folder can be written to.</exception>
    public static async Task<string> FetchAsync(
        MnistOptions? options = null, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new MnistOptions();
        DataFolders folders = options.Folders ?? DataFolders.Discover();
        using var download = new MnistDownload(options, progress);
        Exception? last = null;
        MnistLocation[] targets =
        [
            .. from location in MnistSearch.Locations(options.Folder, folders)
               where options.Folder is null || location.Source == MnistSource.ExplicitFolder
               where location.Source != MnistSource.NamedFolder || Directory.Exists(folders.Named)
               select location,
        ];
        foreach (MnistLocation target in targets)
        {
            try
            {
                await download.RunAsync(target.Folder, MnistFile.All, cancellationToken).ConfigureAwait(false);
                return target.Folder;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                progress?.Report(new DataProgress(DataStage.Note, $"{target.Folder} can't be written to: {e.Message}"));
                last = e;
            }
        }

        throw new DigitDataException(
            string.Join(" and ", targets.Select(target => target.Folder)),
            "a folder that can be written to",
            $"none ({last?.Message})",
            "Name another folder, or mend the permissions.",
            last);
    }

    /// <summary>Digits that a program draws, in the place of MNIST: what is measured on them says little about handwriting.</summary>
    /// <param name="options">How many of them; by default 12,000 to train on and 2,000 to test on.</param>
    public static MnistData Synthetic(MnistOptions? options = null) => Synthetic(options ?? new MnistOptions(), []);

    /// <summary>Where MNIST would be loaded from without a download; null where it is in none of the folders.</summary>
    /// <param name="options">Where to look; by default everywhere.</param>
    public static MnistLocation? Find(MnistOptions? options = null) =>
        MnistSearch.Run(options?.Folder, options?.Folders ?? DataFolders.Discover()).Found;

    /// <summary>Checks each of the four files in a folder.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A report for each of the four, in the order of <see cref="MnistFile.All"/>.</returns>
    public static async Task<IReadOnlyList<MnistFileReport>> VerifyAsync(
        string folder, CancellationToken cancellationToken = default) =>
        await Task.WhenAll(MnistFile.All.Select(file => Task.Run(() => Verify(file, folder), cancellationToken)))
            .ConfigureAwait(false);

    private static MnistFileReport Verify(MnistFile file, string folder)
    {
        string? path = file.FindIn(folder);
        if (path is null)
        {
            return new MnistFileReport(file, null, null, $"{file.GzipName} is missing in {folder}. Run `digits data fetch`.");
        }

        try
        {
            return new MnistFileReport(file, path, MnistFileReader.Read(file, path).Sha256, null);
        }
        catch (DigitDataException e)
        {
            return new MnistFileReport(file, path, null, e.Message);
        }
    }

    private static MnistData Synthetic(
        MnistOptions options, IReadOnlyList<string> notes, DigitDataException reason, IProgress<DataProgress>? progress)
    {
        string note = "MNIST is out of reach, so these are synthetic digits, drawn by a program: "
            + $"what is measured on them says little about handwriting. {reason.Message}";
        progress?.Report(new DataProgress(DataStage.Note, note));
        return Synthetic(options, [.. notes, note]);
    }

    private static MnistData Synthetic(MnistOptions options, IReadOnlyList<string> notes) => new(
        SyntheticDigits.Dataset(options.SyntheticTrainCount, SyntheticTrainSeed),
        SyntheticDigits.Dataset(options.SyntheticTestCount, SyntheticTestSeed),
        MnistSource.Synthetic,
        null,
        [],
        notes);
}
