using HandwrittenDigits.Imaging;
using SharedSource;

namespace HandwrittenDigits.Data;

/// <summary>
/// What the drawing pad saves or copies: the JSON lines of <see cref="StrokeFile"/>, but nobody needs to have said what digit
/// it is.
/// </summary>
public static class DrawnDigits
{
    /// <summary>Reads a saved file.</summary>
    /// <exception cref="StrokeFormatException">A line is not a drawing.</exception>
    /// <exception cref="DigitDataException">The file is missing or can't be read.</exception>
    public static IReadOnlyList<DrawnDigit> Load(string path)
    {
        using StreamReader reader = DataFile.OpenText(path);
        return [.. StrokeLine.ReadAll(reader, path).Select(read => read.Digit)];
    }

    /// <summary>Reads copied text, for example pasted into a cell. Indentation and empty lines do not matter.</summary>
    /// <exception cref="StrokeFormatException">A line is not a drawing.</exception>
    public static IReadOnlyList<DrawnDigit> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new StringReader(text);
        return [.. StrokeLine.ReadAll(reader, "the pasted text").Select(read => read.Digit)];
    }

    /// <summary>Writes drawings to a file, which is replaced in one step.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="digits">What to write.</param>
    public static void Save(string path, IEnumerable<DrawnDigit> digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            foreach (DrawnDigit digit in digits)
            {
                writer.WriteLine(StrokeLine.Format(digit));
            }
        });
    }

    /// <summary>Draws each labelled drawing as MNIST would hold it; those without a label are left out.</summary>
    /// <param name="digits">What was drawn.</param>
    /// <param name="name">What to call the set.</param>
    /// <param name="options">The pen; by default <see cref="StrokeRasterizerOptions"/>'s defaults.</param>
    public static DigitDataset ToDataset(IEnumerable<DrawnDigit> digits, string name, StrokeRasterizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(digits);
        LabelledDrawing[] labelled =
        [
            .. from digit in digits
               let label = digit.Label
               where label.HasValue
               select new LabelledDrawing(label.GetValueOrDefault(), digit.Drawing, digit.Writer, digit.Device),
        ];
        return StrokeDataset.Rasterize(labelled, name, options);
    }
}

/// <summary>What somebody drew, for example on the drawing pad, whether they said what digit it is or not.</summary>
/// <param name="Drawing">The strokes, at least one.</param>
/// <param name="Label">The digit, 0 to 9, where somebody said it.</param>
/// <param name="Writer">Who drew it, where that is known.</param>
/// <param name="Device">What it was drawn on, where that is known.</param>
public sealed record DrawnDigit(Drawing Drawing, int? Label = null, string? Writer = null, string? Device = null);
