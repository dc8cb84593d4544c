using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Data;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Loads MNIST for a command, and tells the person where it came from.</summary>
internal static class MnistLoading
{
    /// <summary>Loads from a folder that was asked for, and only from there; else from the usual places, else from a mirror.</summary>
    /// <param name="output">Where the person is told.</param>
    /// <param name="folder">The folder asked for, or nothing.</param>
    /// <param name="synthetic">True to draw synthetic digits instead.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DigitDataException">MNIST is not there, or a file is damaged; the message names <c>--synthetic</c>.</exception>
    public static async Task<MnistData> LoadAsync(
        CommandOutput output, string? folder, bool synthetic, CancellationToken cancellationToken)
    {
        if (synthetic)
        {
            output.Note("Synthetic digits, which a program draws: what is measured on them says little about handwriting.");
            return Mnist.Synthetic();
        }

        // Someone who names a folder wants to be told when MNIST is not in it, rather than be given another.
        string? named = folder is null ? null : Folder(folder);
        MnistOptions options = named is null ? new MnistOptions() : new MnistOptions { Folder = named, Offline = true };
        try
        {
            MnistData mnist = await LiveProgress.RunAsync(
                output.Notes, bars => Mnist.LoadAsync(options, new DataProgressDisplay(output.Notes, bars), cancellationToken));
            output.Note($"MNIST from {mnist.Folder}");
            return mnist;
        }
        catch (DigitDataException e) when (e is MnistDownloadException or MnistNotFoundException)
        {
            throw new DigitDataException(
                e.File,
                e.Expected,
                e.Found,
                $"{e.Mend} Or add {CommonOptions.Synthetic.Name}, for digits that a program draws: "
                + "what is measured on them says little about handwriting.",
                e);
        }
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
