using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// A folder of pictures of digits. The label of a picture is the name of its sub-folder, <c>0</c> to <c>9</c>, else the digit that
/// its own name begins with: <c>7/scan.png</c> and <c>7-scan.png</c> both show a seven.
/// </summary>
public static class PictureFolder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp"];

    /// <summary>Reads every picture in a folder and its sub-folders, finds the ink and prepares it as MNIST does.</summary>
    /// <param name="folder">The folder. Files that are no PNG, JPEG or BMP by their names are passed over, hidden ones too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The digits in the order of their paths.</returns>
    /// <exception cref="DigitDataException">There is no picture, or one whose label is unknown or on which there is no ink.</exception>
    /// <exception cref="PictureFormatException">A file is no picture, is damaged or too big.</exception>
    public static DigitDataset Load(string folder, CancellationToken cancellationToken = default)
    {
        string[] paths = Find(folder);
        if (paths.Length == 0)
        {
            throw new DigitDataException(
                folder,
                $"pictures ({string.Join(", ", Extensions)})",
                Directory.Exists(folder) ? "none" : "no such folder",
                "Put them in sub-folders 0 to 9, or begin their names with their digits.");
        }

        // The labels first: a name that tells nothing should not be found after minutes of decoding.
        byte[] labels = [.. paths.Select(path => LabelOf(folder, path))];
        var pixels = new byte[paths.Length * DigitImage.PixelCount];
        for (var i = 0; i < paths.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Prepare(paths[i]).Pixels.Span.CopyTo(pixels.AsSpan(i * DigitImage.PixelCount));
        }

        return new DigitDataset(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), pixels, labels);
    }

    /// <summary>The pictures in a folder and its sub-folders, in ordinal order of their paths; none where there is no such folder.</summary>
    public static string[] Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static byte LabelOf(string folder, string path)
    {
        string parent = Path.GetFileName(Path.GetDirectoryName(Path.GetRelativePath(folder, path)))!;
        string name = Path.GetFileName(path);
        return (parent, name) switch
        {
            ([>= '0' and <= '9' and var digit], _) => (byte)(digit - '0'),
            (_, [>= '0' and <= '9' and var digit, not (>= '0' and <= '9'), ..]) => (byte)(digit - '0'),
            _ => throw new DigitDataException(
                path,
                "a sub-folder named 0 to 9, or a file name that begins with one digit",
                $"{Path.Combine(parent, name)}",
                "Move or rename the picture."),
        };
    }

    private static DigitImage Prepare(string path)
    {
        DigitImage image = DigitNormalizer.Normalize(InkExtractor.Extract(PictureReader.Read(path)));
        return image.IsBlank
            ? throw new DigitDataException(path, "a picture of a digit", "no ink", "Take the picture again with more contrast, or take it away.")
            : image;
    }
}
