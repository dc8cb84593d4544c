namespace HandwrittenDigits.Data;

/// <summary>Looks for a folder that holds all four files of MNIST.</summary>
/// <param name="Looked">The folders that were looked in.</param>
/// <param name="Found">The last of them where it holds the files, or null.</param>
/// <param name="Notes">What a person should know of the others: a folder that was named and has none, a part of the files.</param>
internal sealed record MnistSearch(IReadOnlyList<MnistLocation> Looked, MnistLocation? Found, IReadOnlyList<string> Notes)
{
    /// <summary>The folders in the order in which they are looked in.</summary>
    public static IEnumerable<MnistLocation> Locations(string? explicitFolder, DataFolders folders)
    {
        if (explicitFolder is not null)
        {
            yield return new MnistLocation(Path.GetFullPath(explicitFolder), MnistSource.ExplicitFolder);
        }

        if (folders.Named is { } named)
        {
            yield return new MnistLocation(Path.Combine(named, DataFolders.Mnist), MnistSource.NamedFolder);
        }

        if (folders.Repository is { } repository)
        {
            yield return new MnistLocation(Path.Combine(repository, DataFolders.Mnist), MnistSource.Repository);
        }

        yield return new MnistLocation(Path.Combine(folders.Cache, DataFolders.Mnist), MnistSource.Cache);
    }

    /// <summary>Looks in every folder until one holds the four files.</summary>
    public static MnistSearch Run(string? explicitFolder, DataFolders folders)
    {
        List<MnistLocation> looked = [];
        List<string> notes = [];
        foreach (MnistLocation location in Locations(explicitFolder, folders))
        {
            looked.Add(location);
            string[] missing = [.. MnistFile.All.Where(file => file.FindIn(location.Folder) is null).Select(file => file.GzipName)];
            if (missing.Length == 0)
            {
                return new MnistSearch(looked, location, notes);
            }

            if (NoteOn(location, missing) is { } note)
            {
                notes.Add(note);
            }
        }

        return new MnistSearch(looked, null, notes);
    }

    // That a folder which nobody named is empty is no news.
    private static string? NoteOn(MnistLocation location, string[] missing) => location.Source switch
    {
        _ when missing.Length < MnistFile.All.Count =>
            $"{location.Folder} holds a part of MNIST only: it lacks {string.Join(", ", missing)}",
        MnistSource.ExplicitFolder => $"{location.Folder}, the folder asked for, {Lack(location.Folder)}",
        MnistSource.NamedFolder => Directory.Exists(Path.GetDirectoryName(location.Folder))
            ? $"{location.Folder}, of the folder that {DataFolders.Variable} names, {Lack(location.Folder)}"
            : $"{Path.GetDirectoryName(location.Folder)}, the folder that {DataFolders.Variable} names, does not exist",
        _ => null,
    };

    private static string Lack(string folder) => Directory.Exists(folder) ? "holds no MNIST" : "does not exist";
}

/// <summary>A folder of MNIST.</summary>
/// <param name="Folder">The folder of the four files.</param>
/// <param name="Source">Why it is looked in.</param>
public sealed record MnistLocation(string Folder, MnistSource Source);

/// <summary>MNIST is in none of the folders where it is looked for, and it was not to be downloaded.</summary>
public sealed class MnistNotFoundException : DigitDataException
{
    /// <summary>Says where MNIST was looked for.</summary>
    /// <param name="folders">The folders that were looked in.</param>
    /// <param name="notes">What a person should know of some of them.</param>
    public MnistNotFoundException(IReadOnlyList<string> folders, IReadOnlyList<string> notes)
        : base(
            "MNIST",
            $"its four files in {string.Join(" or ", folders)}",
            string.Join("; ", ["no folder with all four, and downloads are switched off", .. notes]),
            $"Run `digits data fetch` with a network, or set {DataFolders.Variable} to a folder that holds mnist/.") => Folders = folders;

    /// <summary>The folders that were looked in.</summary>
    public IReadOnlyList<string> Folders { get; }
}
