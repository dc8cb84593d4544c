using HandwrittenDigits.Cli.Invocation;
using HandwrittenDigits.Cli.Output;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Cli.Predictions;

/// <summary>Reads the digits in a file: a picture, or pen strokes.</summary>
/// <param name="classifier">What reads.</param>
internal sealed class DigitFileReader(DigitClassifier classifier)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DigitDataException">It is missing, damaged or neither of both.</exception>
    public IEnumerable<Reading> Read(string file)
    {
        if (Directory.Exists(file))
        {
            throw new UsageException($"{file} is a folder: name the pictures in it, or measure how well they are read with 'digits evaluate --data {file}'.");
        }

        return DatasetArgument.IsStrokes(file) ? ReadStrokes(file) : [ReadPicture(file)];
    }

    private List<Reading> ReadStrokes(string file) =>
    [
        .. DrawnDigits.Load(file).Select((drawn, index) => Of(file, index + 1, [classifier.Classify(drawn.Drawing)])),
    ];

    private Reading ReadPicture(string file)
    {
        return Of(file, null, [classifier.Classify(PictureReader.Read(file))]);
    }

    private static Reading Of(string file, int? line, IEnumerable<Prediction> predictions)
    {
        DigitReading[] digits = [.. predictions.Select(DigitReading.Of)];
        return new Reading(file, line, string.Concat(digits.Select(digit => digit.Digit)), digits);
    }
}
