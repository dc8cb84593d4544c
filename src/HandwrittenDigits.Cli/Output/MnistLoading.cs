using HandwrittenDigits.Data;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Loads MNIST for a command, and tells the person where it came from.</summary>
internal static class MnistLoading
{
    /// <summary>Loads from a folder that was asked for, and only from there; else from the usual places, else synthetic digits.</summary>
    /// <exception cref="DigitDataException">The folder does not hold MNIST, or a file is damaged.</exception>
    public static async Task<MnistData> LoadAsync(CommandOutput output, string? folder, CancellationToken cancellationToken)
    {
        // Someone who names a folder wants to be told when MNIST is not in it, rather than be given another.
        string? named = folder is null ? null : Folder(folder);
        var options = new MnistOptions { Folder = named, Offline = named is not null, FallBackToSynthetic = named is null };
        MnistData mnist = await LiveProgress.RunAsync(
            output.Notes, bars => Mnist.LoadAsync(options, new DataProgressDisplay(output.Notes, bars), cancellationToken));
        if (mnist.Folder is not null)
        {
            output.Note($"MNIST from {mnist.Folder}");
        }

        return mnist;
    }

    /// <summary>The folder of the four files: the one named, or its sub-folder <c>mnist/</c>.</summary>
    /// <exception cref="DigitDataException">They are in neither.</exception>
    public static string Folder(string folder)
    {
        MnistLocation? found = new[] { folder, Path.Combine(folder, DataFolders.Mnist) }
            .Select(candidate => Mnist.Find(new MnistOptions { Folder = candidate }))
            .FirstOrDefault(location => location?.Source == MnistSource.ExplicitFolder);
        return found?.Folder ?? throw new DigitDataException(
            Path.GetFullPath(folder),
            "MNIST's four files",
            Directory.Exists(folder) ? "a folder without them" : "no such folder",
            $"Name the folder that holds {MnistFile.TrainImages.GzipName} and the other three, or run 'digits data fetch'.");
    }
}
