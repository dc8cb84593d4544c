using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Cli.Predictions;

/// <summary>Reads the digits in a file: a picture, or pen strokes.</summary>
/// <param name="classifier">What reads.</param>
/// <param name="isNumber">Whether there may be several digits in a row.</param>
internal sealed class DigitFileReader(DigitClassifier classifier, bool isNumber)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DigitDataException">It is missing, damaged or neither of both.</exception>
    public IEnumerable<Reading> Read(string file)
    {
        if (Directory.Exists(file))
        {
            throw new UsageException(
                $"{file} is a folder: name the pictures in it, or measure how well they are read with 'digits evaluate --data {file}'.");
        }

        return DatasetArgument.IsStrokes(file) ? ReadStrokes(file) : [ReadPicture(file)];
    }

    private List<Reading> ReadStrokes(string file) =>
    [
        .. DrawnDigits.Load(file).Select((drawn, index) =>
        {
            IEnumerable<Drawing> digits = isNumber ? DigitSegmenter.Split(drawn.Drawing) : [drawn.Drawing];
            return Of(file, index + 1, digits.Select(classifier.Classify));
        }),
    ];

    private Reading ReadPicture(string file)
    {
        PictureReading seen = classifier.Read(PictureReader.Read(file));
        return isNumber
            ? Of(file, null, seen.Digits.Select(digit => digit.Prediction)) with { Text = seen.Text, MarksPassedOver = seen.Marks.Count }
            : Of(file, null, [seen.AsOneDigit]) with { DigitsSeen = seen.Digits.Count };
    }

    private static Reading Of(string file, int? line, IEnumerable<Prediction> predictions)
    {
        DigitReading[] digits = [.. predictions.Select(DigitReading.Of)];
        return new Reading(file, line, string.Concat(digits.Select(digit => digit.Digit)), digits);
    }
}
