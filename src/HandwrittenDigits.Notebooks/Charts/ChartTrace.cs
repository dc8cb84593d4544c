using System.Globalization;
using System.Text.Json.Nodes;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>One series of a plotly figure, as far as a still picture and a table need it.</summary>
/// <param name="Kind">plotly's type: bar, scatter, heatmap, ...</param>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Positions or categories, as they are written.</param>
/// <param name="Y">Values, or the categories of a heat map's rows.</param>
/// <param name="Z">A heat map's rows of values; empty for every other kind.</param>
/// <param name="Mode">A scatter's mode: lines, markers, lines+markers.</param>
internal sealed record ChartTrace(
    string Kind, string Name, IReadOnlyList<string> X, IReadOnlyList<string> Y, IReadOnlyList<IReadOnlyList<double>> Z, string Mode)
{
    /// <summary>The values of <see cref="Y"/> as numbers; not a number where one is missing.</summary>
    public IReadOnlyList<double> Values { get; } = [.. Y.Select(ToNumber)];

    /// <summary>Reads a trace of plotly's JSON.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="index">Its place among the traces.</param>
    public static ChartTrace Read(JsonNode trace, int index)
    {
        IReadOnlyList<string> y = Texts(trace["y"]);
        IReadOnlyList<string> x = Texts(trace["x"]);
        IReadOnlyList<IReadOnlyList<double>> z = trace["z"] is JsonArray rows
            ? [.. rows.Select(row => (IReadOnlyList<double>)[.. Texts(row).Select(ToNumber)])]
            : [];
        if (x.Count == 0)
        {
            x = Count(z.Count > 0 ? z[0].Count : y.Count);
        }

        return new ChartTrace(
            (string?)trace["type"] ?? "scatter",
            (string?)trace["name"] ?? $"series {index + 1}",
            x,
            y.Count == 0 && z.Count > 0 ? Count(z.Count) : y,
            z,
            (string?)trace["mode"] ?? "lines+markers");
    }

    /// <summary>A heat map with its last row first.</summary>
    public ChartTrace Reversed() => this with { Y = [.. Y.Reverse()], Z = [.. Z.Reverse()] };

    /// <summary>A number as plotly writes it; not a number for anything else.</summary>
    public static double ToNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static string[] Count(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    private static string[] Texts(JsonNode? node) => node is JsonArray array ? [.. array.Select(item => item?.ToString() ?? "")] : [];
}
