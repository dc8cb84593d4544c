using System.Text;
using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Cli.Predictions;

/// <summary>Reads the digits in a file: a picture, or pen strokes.</summary>
/// <param name="classifier">What reads.</param>
/// <param name="isNumber">Whether there may be several digits in a row.</param>
/// <param name="explanations">Where to show what was seen in pictures; null for nowhere.</param>
internal sealed class DigitFileReader(DigitClassifier classifier, bool isNumber, ExplanationFolder? explanations = null)
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DigitDataException">It is missing, damaged or neither of both.</exception>
    public IEnumerable<Reading> Read(string file)
    {
        if (file == StandardInput)
        {
            return ReadStandardInput();
        }

        if (file.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || file.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{file} is an address on the web: save the picture first, and name the file.");
        }

        if (Directory.Exists(file))
        {
            throw new UsageException(
                $"{file} is a folder: name the pictures in it, or measure how well they are read with 'digits evaluate --data {file}'.");
        }

        return DatasetArgument.IsStrokes(file) ? ReadStrokes(file) : [ReadPicture(file, PictureReader.Read(file))];
    }

    private List<Reading> ReadStrokes(string file) => ReadStrokes(file, DrawnDigits.Load(file));

    // A line of pen strokes begins with a brace, and no picture does.
    private List<Reading> ReadStandardInput()
    {
        using Stream input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        bytes.Position = 0;
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
            ? ReadStrokes(StandardInput, DrawnDigits.Parse(Encoding.UTF8.GetString(bytes.ToArray())))
            : [ReadPicture(StandardInput, PictureReader.Read(bytes, "standard input"))];
    }

    private List<Reading> ReadStrokes(string file, IReadOnlyList<DrawnDigit> drawings) =>
    [
        .. drawings.Select((drawn, index) =>
        {
            IEnumerable<Drawing> digits = isNumber ? DigitSegmenter.Split(drawn.Drawing) : [drawn.Drawing];
            return Of(file, index + 1, digits.Select(classifier.Classify), () => DigitSegmenter.Split(drawn.Drawing).Count);
        }),
    ];

    private Reading ReadPicture(string file, GrayImage picture)
    {
        PictureReading seen = classifier.Read(picture);
        Reading reading = isNumber
            ? Of(file, null, seen.Digits.Select(digit => digit.Prediction), () => seen.Digits.Count) with
            {
                Text = seen.Text,
                MarksPassedOver = seen.Marks.Count,
            }
            : Of(file, null, [seen.AsOneDigit], () => seen.Digits.Count);
        return reading with { Explanation = explanations?.Save(file, picture, seen) };
    }

    private Reading Of(string file, int? line, IEnumerable<Prediction> predictions, Func<int> countDigits)
    {
        // Where there is no ink there is no digit, and no guess at one.
        DigitReading[] digits = [.. predictions.Where(read => read.UnsureReason != UnsureReason.Blank).Select(DigitReading.Of)];
        return new Reading(file, line, string.Concat(digits.Select(digit => digit.Digit)), digits)
        {
            DigitsInARow = !isNumber && digits is [{ Unsure: true }] ? countDigits() : digits.Length,
        };
    }
}

/// <summary>Files named by a pattern, where the shell has not expanded it: Windows' shells do not.</summary>
internal static class FilePattern
{
    /// <summary>The files that match, by name; the word itself where it is no pattern, or nothing matches.</summary>
    public static IEnumerable<string> Expand(string word)
    {
        string folder = Path.GetDirectoryName(word) is { Length: > 0 } named ? named : ".";
        string pattern = Path.GetFileName(word);
        if (pattern.IndexOfAny(['*', '?']) < 0 || File.Exists(word) || !Directory.Exists(folder))
        {
            return [word];
        }

        string[] found = [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)];
        return found.Length == 0 ? [word] : folder == "." ? found.Select(file => Path.GetFileName(file)) : found;
    }
}
