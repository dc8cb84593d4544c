namespace HandwrittenDigits.Data;

/// <summary>Looks for a folder that holds all four files of MNIST.</summary>
/// <param name="Found">The first such folder, or null.</param>
/// <param name="Notes">What a person should know of the folders before it: a named one that has none, a part of the files.</param>
internal sealed record MnistSearch(MnistLocation? Found, IReadOnlyList<string> Notes)
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
        List<string> notes = [];
        foreach (MnistLocation location in Locations(explicitFolder, folders))
        {
            string[] missing = [.. MnistFile.All.Where(file => file.FindIn(location.Folder) is null).Select(file => file.GzipName)];
            if (missing.Length == 0)
            {
                return new MnistSearch(location, notes);
            }

            string asked = location.Source switch
            {
                MnistSource.ExplicitFolder => "the folder asked for",
                MnistSource.NamedFolder => $"the folder that {DataFolders.Variable} names",
                _ => "",
            };
            if (missing.Length < MnistFile.All.Count)
            {
                notes.Add($"{location.Folder} holds a part of MNIST only; it lacks {string.Join(", ", missing)}");
            }
            else if (asked.Length > 0)
            {
                notes.Add(Directory.Exists(location.Folder)
                    ? $"{location.Folder}, {asked}, holds no MNIST"
                    : $"{location.Folder}, {asked}, does not exist");
            }
        }

        return new MnistSearch(null, notes);
    }
}
