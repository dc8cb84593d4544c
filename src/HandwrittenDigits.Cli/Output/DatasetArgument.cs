using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Data;

namespace HandwrittenDigits.Cli.Output;

/// <summary>Labelled digits in any form that a command takes: a folder of IDX files, a file of pen strokes, a folder of pictures.</summary>
internal static class DatasetArgument
{
    private const string StrokesExtension = ".jsonl";

    /// <summary>True for a file of pen strokes, by its name.</summary>
    public static bool IsStrokes(string path) => Path.GetExtension(path).Equals(StrokesExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads what a path leads to; pictures that can't be used are skipped, counted and named.</summary>
    /// <exception cref="DigitDataException">It can't be used.</exception>
    public static DigitDataset Load(string path, CommandOutput output, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return IdxDigits.IsIn(path) ? IdxDigits.LoadFolder(path) : LoadPictures(path, output, cancellationToken);
        }

        if (!File.Exists(path))
        {
            throw new DigitDataException(
                path, "a folder of IDX files, a file of pen strokes or a folder of pictures", "nothing", "Check the path.");
        }

        return IsStrokes(path)
            ? StrokeFile.Load(path)
            : throw new UsageException(
                $"{path} is no file of pen strokes ({StrokesExtension}): name such a file, the folder of a pair of IDX files, "
                + "or a folder of pictures.");
    }

    private static DigitDataset LoadPictures(string folder, CommandOutput output, CancellationToken cancellationToken)
    {
        var skipped = new List<DigitDataException>();
        DigitDataset digits = PictureFolder.Load(folder, skipped, cancellationToken);
        if (skipped.Count > 0)
        {
            output.Note($"Skipped {skipped.Count:N0} of {digits.Count + skipped.Count:N0} pictures:");
            foreach (DigitDataException reason in skipped)
            {
                output.Note($"  {reason.Message}");
            }
        }

        return digits;
    }
}
