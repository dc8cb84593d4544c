using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plotly.NET;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>A plotly figure, whichever library made it: traces and a layout.</summary>
internal sealed partial class ChartFigure
{
    private static readonly string[] MarkerSymbols = ["circle", "square", "diamond", "x"];
    private static readonly string[] LineDashes = ["solid", "dash", "dot"];
    private static readonly string[] BarPatterns = ["", "/", ".", "x"];

    /// <summary>What <see cref="ChartScript"/> finds at a heat map whose author chose no colours: "ink" or "counts".</summary>
    private const string ThemeScale = "hdScale";

    private readonly JsonArray data;
    private readonly JsonObject layout;

    private ChartFigure(JsonArray data, JsonObject layout)
    {
        this.data = data;
        this.layout = layout;
        DropTheme();
        QuietBands();
        TellApartWithoutColour();
        Traces = [.. data.OfType<JsonObject>().Select(ChartTrace.Read)];
    }

    /// <summary>What the edges of a band around a line are called.</summary>
    public const string Band = "band";

    /// <summary>The series.</summary>
    public IReadOnlyList<ChartTrace> Traces { get; }

    /// <summary>What is above the chart, or nothing.</summary>
    public string Title => TitleOf(layout);

    /// <summary>What is along x, or nothing.</summary>
    public string XTitle => TitleOf(layout["xaxis"]);

    /// <summary>What is along y, or nothing.</summary>
    public string YTitle => TitleOf(layout["yaxis"]);

    /// <summary>
    /// Whether the rows of a heat map run from the top down, as an image's, rather than from the bottom up, as plotly's do.
    /// </summary>
    public bool HasRowsFromTop => layout["yaxis"]?["autorange"]?.ToString() == "reversed";

    /// <summary>Reads a chart of Plotly.NET.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="title">What it shows, or nothing for the chart's own title.</param>
    public static ChartFigure Of(GenericChart chart, string? title)
    {
        var figure = (JsonObject)JsonNode.Parse(GenericChart.toFigureJson(chart))!;
        JsonObject layout = (JsonObject?)figure["layout"] ?? [];
        if (title is not null)
        {
            layout["title"] = title;
        }

        return new ChartFigure((JsonArray)figure["data"]!, layout);
    }

    /// <summary>Reads a chart of XPlot, which tells its JSON only within the script that draws it.</summary>
    /// <exception cref="ArgumentException">The script is not of the shape that XPlot.Plotly 4.1 writes.</exception>
    public static ChartFigure Of(PlotlyChart chart)
    {
        Match script = XPlotScript().Match(chart.GetInlineJS());
        if (!script.Success)
        {
            throw new ArgumentException("The chart's script is not of the shape that XPlot.Plotly 4.1 writes.", nameof(chart));
        }

        return new ChartFigure(
            (JsonArray)JsonNode.Parse(script.Groups["data"].ValueSpan.ToString())!,
            JsonNode.Parse(script.Groups["layout"].Value) as JsonObject ?? []);
    }

    /// <summary>The figure as plotly.js takes it, safe within a script element.</summary>
    public string ToJson() =>
        new JsonObject { ["data"] = data.DeepClone(), ["layout"] = layout.DeepClone() }.ToJsonString(JsonSerializerOptions.Web);

    // The page's own theme takes the place of the library's; a fixed width would not fit the cell.
    private void DropTheme()
    {
        foreach (string property in (string[])["template", "width", "paper_bgcolor", "plot_bgcolor"])
        {
            layout.Remove(property);
        }
    }

    // A band belongs to its line, whose name says all: it needs no entry in the legend, no marks of its own, and the group no title.
    private void QuietBands()
    {
        foreach (JsonObject trace in data.OfType<JsonObject>())
        {
            trace.Remove("legendgrouptitle");
            if (IsBand(trace))
            {
                trace["showlegend"] = false;
                trace["hoverinfo"] = "skip";
                trace["mode"] = "lines";
                trace["line"] = new JsonObject { ["width"] = 0 };
            }
        }
    }

    // Counts as they are, other numbers with four digits.
    private static string Number(string name, JsonNode? values)
    {
        bool areCounts = Numbers(values).All(value => value == Math.Round(value));
        return areCounts ? $"%{{{name}}}" : $"%{{{name}:.4~r}}";
    }

    private static IEnumerable<double> Numbers(JsonNode? values) => values switch
    {
        JsonArray array => array.SelectMany(Numbers),
        JsonValue value when value.TryGetValue(out double number) => [number],
        _ => [],
    };

    private static bool IsBand(JsonObject trace) => (string?)trace["name"] == Band;

    // Numbers in the cells of a heat map and on the bars of a single series; for several series markers, dashes and patterns
    // by their place, where the author chose none.
    private void TellApartWithoutColour()
    {
        foreach (JsonObject map in data.OfType<JsonObject>().Where(trace => (string?)trace["type"] == "heatmap"))
        {
            bool isPicture =
                map["z"] is JsonArray rows && rows.Sum(row => (row as JsonArray)?.Count ?? 0) > HeatmapPicture.MostNumberedCells;
            if (!isPicture)
            {
                map.TryAdd("texttemplate", Number("z", map["z"]));
            }

            // The page knows whether it is light or dark.
            if (map["colorscale"] is null)
            {
                map[ThemeScale] = isPicture ? "ink" : "counts";
            }
        }

        if (data is [JsonObject { } bars] && (string?)bars["type"] == "bar")
        {
            bars.TryAdd("texttemplate", Number("y", bars["y"]));
        }

        JsonObject[] told = [.. data.OfType<JsonObject>().Where(trace => !IsBand(trace))];
        for (int i = 0; i < told.Length && told.Length > 1; i++)
        {
            JsonObject trace = told[i];
            string kind = (string?)trace["type"] ?? "scatter";
            if (kind == "scatter")
            {
                Child(trace, "marker").TryAdd("symbol", MarkerSymbols[i % MarkerSymbols.Length]);
                Child(trace, "line").TryAdd("dash", LineDashes[i % LineDashes.Length]);
            }
            else if (kind == "bar")
            {
                Child(Child(trace, "marker"), "pattern").TryAdd("shape", BarPatterns[i % BarPatterns.Length]);
            }
        }
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }

    private static string TitleOf(JsonNode? parent) => parent?["title"] switch
    {
        JsonValue text => text.ToString(),
        JsonObject title => (string?)title["text"] ?? "",
        _ => "",
    };

    [GeneratedRegex(@"var data = (?<data>\[.*\]);\s*var layout = (?<layout>.*?);\s*Plotly\.newPlot", RegexOptions.Singleline)]
    private static partial Regex XPlotScript();
}
