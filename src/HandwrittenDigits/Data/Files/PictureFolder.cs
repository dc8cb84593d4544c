using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// A folder of pictures of digits. The label of a picture is the name of its sub-folder, <c>0</c> to <c>9</c>, else the digit that
/// its own name begins with: <c>7/scan.png</c> and <c>7-scan.png</c> both show a seven.
/// </summary>
public static class PictureFolder
{
    /// <summary>Reads every picture in a folder and its sub-folders, finds the ink and prepares it as MNIST does.</summary>
    /// <param name="folder">The folder. Files that are no pictures by their names are passed over, hidden ones too.</param>
    /// <param name="skipped">
    /// Takes why a picture could not be used (damaged, no ink, no label), and the others are read all the same; without it the first
    /// such picture ends the reading.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The digits in the order of their paths.</returns>
    /// <exception cref="DigitDataException">There is no picture, or one whose label is unknown or on which there is no ink.</exception>
    /// <exception cref="PictureFormatException">A file is no picture, is damaged or too big.</exception>
    public static DigitDataset Load(
        string folder, ICollection<DigitDataException>? skipped = null, CancellationToken cancellationToken = default)
    {
        string[] paths = Find(folder);
        if (paths.Length == 0)
        {
            throw new DigitDataException(
                folder,
                $"pictures ({string.Join(", ", PictureFormats.Extensions)})",
                Directory.Exists(folder) ? "none" : "no such folder",
                "Put them in sub-folders 0 to 9, or begin their names with their digits.");
        }

        // The labels first: a name that tells nothing should not be found after minutes of decoding.
        (string Path, byte Label)[] labelled = [.. paths.SelectMany(path => Try(() => (path, LabelOf(folder, path)), skipped))];
        var digits = new List<(DigitImage Image, byte Label)>();
        foreach ((string path, byte label) in labelled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            digits.AddRange(Try(() => (Prepare(path), label), skipped));
        }

        if (digits.Count == 0)
        {
            throw new DigitDataException(folder, "a picture of a digit", $"{paths.Length} that can't be used", skipped!.First().Message);
        }

        byte[] pixels = new byte[digits.Count * DigitImage.PixelCount];
        foreach ((int i, (DigitImage image, byte _)) in digits.Index())
        {
            image.Pixels.Span.CopyTo(pixels.AsSpan(i * DigitImage.PixelCount));
        }

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new DigitDataset(name, pixels, digits.Select(digit => digit.Label).ToArray());
    }

    /// <summary>
    /// The pictures in a folder and its sub-folders, in ordinal order of their paths; none where there is no such folder.
    /// </summary>
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
                .Where(path => PictureFormats.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<T> Try<T>(Func<T> read, ICollection<DigitDataException>? skipped)
    {
        try
        {
            return [read()];
        }
        catch (DigitDataException e) when (skipped is not null)
        {
            skipped.Add(e);
            return [];
        }
        catch (Exception e) when (skipped is not null && e is IOException or UnauthorizedAccessException)
        {
            skipped.Add(
                new DigitDataException("a picture", "a file that can be read", e.Message, "Mend its permissions, or take it away.", e));
            return [];
        }
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
        DigitImage image = DigitNormalizer.Prepare(InkExtractor.Extract(PictureReader.Read(path)));
        return image.IsBlank
            ? throw new DigitDataException(
                path, "a picture of a digit", "no ink", "Take the picture again with more contrast, or take it away.")
            : image;
    }
}
