using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Galleries;

/// <summary>Data sets in tables.</summary>
public static class DatasetTables
{
    /// <summary>Where the files came from, and how they were checked.</summary>
    public static TableOutput Files(MnistData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.IsSynthetic
            ? new TableOutput(
                "MNIST was out of reach: a program drew these digits",
                ["what", "why"],
                [.. data.Notes.Select(note => (string[])["synthetic digits", note])])
            : new TableOutput(
                $"MNIST, from {Describe(data.Source)}: every file is the published one",
                ["file", "SHA-256, its first 16 digits"],
                [.. data.Files.Select(file => (string[])[file.Name, file.Sha256[..16]])]);
    }

    /// <summary>What each set holds: how many images, of what shape and type, by how many writers.</summary>
    public static TableOutput Shapes(params DigitDataset[] datasets)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        return new TableOutput(
            "The sets",
            ["set", "images", "labels", "writers", "mean ink"],
            [
                .. datasets.Select(dataset => (string[])
                [
                    dataset.Name,
                    $"[{dataset.Count}, {DigitImage.Side}, {DigitImage.Side}] uint8",
                    $"[{dataset.Count}] uint8",
                    dataset.Writers.IsEmpty ? "unknown" : $"{dataset.Writers.Span.ToArray().Distinct().Count()}",
                    $"{MeanInk(dataset):0.000}",
                ]),
            ]);
    }

    /// <summary>A place as a person calls it, with no path: notebooks are committed with what they show.</summary>
    internal static string Describe(MnistSource source) => source switch
    {
        MnistSource.ExplicitFolder => "the folder given",
        MnistSource.NamedFolder => $"the folder that {DataFolders.Variable} names",
        MnistSource.Repository => "data/mnist",
        MnistSource.Cache => "your cache",
        _ => "a mirror",
    };

    // The mean of all pixels, paper = 0, ink = 1.
    private static double MeanInk(DigitDataset dataset)
    {
        long sum = 0;
        foreach (byte pixel in dataset.Pixels.Span)
        {
            sum += pixel;
        }

        return sum / (double)Math.Max(1, dataset.Pixels.Length) / byte.MaxValue;
    }
}
