using System.Text.Json;
using System.Text.RegularExpressions;

namespace HandwrittenDigits.Notebooks.Tests.Notebooks;

/// <summary>What the notebooks' prose says, held to what their cells showed when they were last run.</summary>
public sealed partial class ProseTests
{
    // Measures of an image, and what is no measurement.
    private static readonly HashSet<string> Known = ["28", "784", "20", "255", "180", "1994", "95 %", "90 %", "100 %", "1.96", "100"];

    public static TheoryData<string> Names => [.. NotebookFile.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_InProse_AreInTheCode_OrInWhatItShowed(string name)
    {
        var notebook = NotebookFile.Read(name);
        string shown = string.Join('\n', notebook.CodeCells.SelectMany(Texts));

        foreach (JsonElement cell in notebook.Cells.Where(cell => cell.GetProperty("cell_type").GetString() == "markdown"))
        {
            string prose = NotProse().Replace(NotebookFile.Source(cell), "");
            foreach (string number in Numbers().Matches(prose).Select(match => match.Value).Where(number => !Known.Contains(number)))
            {
                Regex.IsMatch(shown, $@"(?<![\d.,]){Regex.Escape(number)}(?![\d])").ShouldBeTrue(
                    $"{number} is in no output of {name}: {prose}");
            }
        }
    }

    private static IEnumerable<string> Texts(JsonElement cell)
    {
        yield return NotebookFile.Source(cell);
        foreach (JsonElement output in cell.GetProperty("outputs").EnumerateArray())
        {
            yield return output.TryGetProperty("text", out JsonElement text) ? Text(text) : "";
            yield return output.TryGetProperty("data", out JsonElement data)
                && data.TryGetProperty("text/plain", out JsonElement plain) ? Text(plain) : "";
        }
    }

    private static string Text(JsonElement text) =>
        text.ValueKind == JsonValueKind.Array
            ? string.Concat(text.EnumerateArray().Select(line => line.GetString()))
            : text.GetString() ?? "";

    // Numbers of two digits and more, with their per cent.
    [GeneratedRegex(@"(?<![\w.])\d[\d,]*\d(\.\d+)?( %)?|(?<![\w.])\d\.\d+( %)?")]
    private static partial Regex Numbers();

    // Code, formulas and links.
    [GeneratedRegex(@"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\([^)]*\.ipynb\)", RegexOptions.Singleline)]
    private static partial Regex NotProse();
}
