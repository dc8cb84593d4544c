using HandwrittenDigits.Data;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Which data are at hand, and where data are looked for.</summary>
/// <param name="Folders">Where data are looked for, in that order.</param>
/// <param name="Mnist">The folder of MNIST's files; nothing where they would have to be downloaded.</param>
/// <param name="MnistWriters">The folder of QMNIST's writer labels, or nothing.</param>
/// <param name="Strokes">The folder of pen strokes, or nothing.</param>
/// <param name="Drawn">The folder of what was drawn on the pad, or nothing.</param>
internal sealed record DataAtHand(IReadOnlyList<string> Folders, string? Mnist, string? MnistWriters, string? Strokes, string? Drawn)
{
    /// <summary>Looks.</summary>
    public static DataAtHand Discover()
    {
        var folders = DataFolders.Discover();
        return new DataAtHand(
            [.. folders.All],
            HandwrittenDigits.Data.Mnist.Find()?.Folder,
            folders.Find(DataFolders.MnistWriters),
            folders.Find(DataFolders.Strokes),
            folders.Find(DataFolders.Drawn));
    }

    /// <summary>Shows it to a person.</summary>
    public void Write(CommandOutput output)
    {
        TextTable table = output.Table("Data", "Where");
        table.AddTextRow("MNIST", Mnist ?? "not at hand: 'digits data fetch' downloads it; without a network synthetic digits stand in");
        table.AddTextRow("writers of MNIST", MnistWriters ?? "not at hand");
        table.AddTextRow("pen strokes", Strokes ?? "not at hand");
        table.AddTextRow("drawn on the pad", Drawn ?? "nothing yet");
        output.Results.Write(table);
        output.Result($"Looked for in {string.Join(", ", Folders)}. Set {DataFolders.Variable} to name another folder.");
    }
}
