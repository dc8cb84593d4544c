using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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

/// <summary>One line of a stroke file: <c>{"label","writer","device","strokes":[[[x,y],...],...]}</c>.</summary>
internal sealed record StrokeLine(int? Label, string? Writer, string? Device, double[][][]? Strokes)
{
    /// <summary>The most characters of a line. Four strokes of 70 points have some 4,000.</summary>
    public const int MaxLength = 4 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Names in any script stay readable; the text goes to a file, not into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads every drawing of a text, as they come. Empty lines are passed over.</summary>
    /// <exception cref="StrokeFormatException">A line is not a drawing.</exception>
    public static IEnumerable<(int Line, DrawnDigit Digit)> ReadAll(TextReader reader, string name)
    {
        var buffer = new StringBuilder();
        for (int number = 1; TryReadLine(reader, buffer, name, number); number++)
        {
            string line = buffer.ToString().Trim(' ', '\t', '\r', '\uFEFF');
            if (line.Length > 0)
            {
                yield return (number, Parse(line, name, number));
            }
        }
    }

    /// <summary>Writes a drawing as one line, without its end.</summary>
    public static string Format(DrawnDigit digit)
    {
        static double[][] Points(Stroke stroke) => [.. stroke.Points.Select(point => new[] { point.X, point.Y })];
        double[][][] strokes = [.. digit.Drawing.Strokes.Select(Points)];
        return JsonSerializer.Serialize(new StrokeLine(digit.Label, digit.Writer, digit.Device, strokes), Json);
    }

    private static DrawnDigit Parse(string text, string name, int number)
    {
        StrokeLine? line;
        try
        {
            line = JsonSerializer.Deserialize<StrokeLine>(text, Json);
        }
        catch (JsonException e)
        {
            throw new StrokeFormatException(name, number, "a drawing as one JSON object", $"something else ({e.Message})", e);
        }

        if (line?.Label is < 0 or > 9)
        {
            throw new StrokeFormatException(name, number, "a label from 0 to 9", $"{line.Label}");
        }

        if (line?.Strokes is not { Length: > 0 } strokes)
        {
            throw new StrokeFormatException(name, number, "at least one stroke", "none");
        }

        Stroke[] path = [.. strokes.Select((points, index) => ToStroke(points, index, name, number))];
        return new DrawnDigit(new Drawing(path), line.Label, line.Writer, line.Device);
    }

    private static Stroke ToStroke(double[][]? points, int index, string name, int number)
    {
        if (points is not { Length: > 0 })
        {
            throw new StrokeFormatException(name, number, $"at least one point in stroke {index + 1}", "none");
        }

        static bool IsPoint(double[]? point) => point is [var x, var y] && double.IsFinite(x) && double.IsFinite(y);
        if (Array.FindIndex(points, point => !IsPoint(point)) is var bad and >= 0)
        {
            string found = points[bad] is { } point ? $"[{string.Join(", ", point)}]" : "null";
            throw new StrokeFormatException(
                name, number, $"two finite coordinates in point {bad + 1} of stroke {index + 1}", found);
        }

        return new Stroke(points.Select(point => new InkPoint(point[0], point[1])));
    }

    // TextReader.ReadLine has no bound: a file without line ends, of any size, would be taken for one line.
    private static bool TryReadLine(TextReader reader, StringBuilder line, string name, int number)
    {
        line.Clear();
        int next;
        while ((next = reader.Read()) is not (-1 or '\n'))
        {
            if (line.Length == MaxLength)
            {
                throw new StrokeFormatException(name, number, $"at most {MaxLength:N0} characters", "more");
            }

            line.Append((char)next);
        }

        return next != -1 || line.Length > 0;
    }
}

/// <summary>A line that is not a drawing in the format of <see cref="StrokeFile"/>.</summary>
public sealed class StrokeFormatException : DigitDataException
{
    /// <summary>Says where a text departs from the format.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="expected">What the format asks for, to follow "expected".</param>
    /// <param name="found">What is there instead, to follow "found".</param>
    /// <param name="inner">What it was noticed by.</param>
    public StrokeFormatException(string file, int line, string expected, string found, Exception? inner = null)
        : base(
            $"{file}, line {line}",
            expected,
            found,
            """Mend or delete that line; a good one is {"label":1,"strokes":[[[10,0],[10,40]]]}.""",
            inner) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
