using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Data;

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
        for (var number = 1; TryReadLine(reader, buffer, name, number); number++)
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
