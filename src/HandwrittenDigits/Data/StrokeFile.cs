using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

/// <summary>
/// Labelled pen drawings as JSON lines, one drawing a line:
/// <c>{"label":7,"writer":"w01","device":"tablet","strokes":[[[x,y],...],...]}</c>, y growing downwards, any unit. Writer and
/// device may be missing; the label may not.
/// </summary>
public static class StrokeFile
{
    /// <summary>Reads the drawings of a file one after another, never all at once.</summary>
    /// <exception cref="StrokeFormatException">A line is not a labelled drawing.</exception>
    /// <exception cref="DigitDataException">The file is missing or can't be read.</exception>
    public static IEnumerable<LabelledDrawing> Read(string path)
    {
        using StreamReader reader = DataFile.OpenText(path);
        foreach (LabelledDrawing drawing in Read(reader, path))
        {
            yield return drawing;
        }
    }

    /// <summary>Reads the drawings of a text one after another.</summary>
    /// <param name="reader">JSON lines.</param>
    /// <param name="name">What to call the text in a message.</param>
    /// <exception cref="StrokeFormatException">A line is not a labelled drawing.</exception>
    public static IEnumerable<LabelledDrawing> Read(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return StrokeLine.ReadAll(reader, name).Select(read => new LabelledDrawing(
            read.Digit.Label ?? throw new StrokeFormatException(name, read.Line, "a label from 0 to 9", "none"),
            read.Digit.Drawing,
            read.Digit.Writer,
            read.Digit.Device));
    }

    /// <summary>Reads the drawings of a file and draws each as MNIST would hold it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The pen; by default <see cref="StrokeRasterizerOptions"/>'s defaults.</param>
    /// <exception cref="StrokeFormatException">A line is not a labelled drawing.</exception>
    /// <exception cref="DigitDataException">The file is missing or can't be read.</exception>
    public static DigitDataset Load(string path, StrokeRasterizerOptions? options = null) =>
        StrokeDataset.Rasterize([.. Read(path)], Path.GetFileNameWithoutExtension(path), options);

    /// <summary>Writes the drawings to a file, which is replaced in one step.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="drawings">What to write.</param>
    public static void Write(string path, IEnumerable<LabelledDrawing> drawings)
    {
        ArgumentNullException.ThrowIfNull(drawings);
        DrawnDigits.Save(
            path, drawings.Select(drawing => new DrawnDigit(drawing.Drawing, drawing.Label, drawing.Writer, drawing.Device)));
    }
}
