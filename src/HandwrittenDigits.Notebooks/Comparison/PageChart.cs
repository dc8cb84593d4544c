using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display;
using Plotly.NET;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>A chart of Plotly.NET on a page that has plotly: without the still picture that a notebook's output begins with.</summary>
internal static class PageChart
{
    private const int Height = 480;

    // A legend above a chart takes room from it.
    private const int HeightOfSeries = 10;

    /// <summary>The element and its script.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="title">What it shows, for those who can't see it.</param>
    /// <param name="narrowest">CSS pixels that it needs across; a narrower page scrolls it.</param>
    public static string Render(GenericChart chart, string title, int narrowest = 0)
    {
        var figure = ChartFigure.Of(chart, title: "");
        string json = figure.ToJson();
        string id = OutputId.Next("hd-chart", json);
        string element = $"<div data-hd-chart=\"{id}\" role=\"img\" aria-label=\"{Markup.Encode(title)}\" hidden></div>";
        int height = Height + (HeightOfSeries * figure.Traces.Count(trace => trace.Name != ChartFigure.Band));
        return $"<div class=\"wide\"><div class=\"chart\" style=\"min-width:{narrowest}px\">{element}</div></div>"
            + ChartScript.Of(id, json, height);
    }
}

/// <summary>Two outputs beside each other, one below the other where there is no room.</summary>
internal sealed class SideBySideOutput(CellOutput left, CellOutput right) : CellOutput
{
    /// <inheritdoc/>
    public override string ToHtml() =>
        "<div style=\"display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem\">"
        + $"<div>{left.ToHtml()}</div><div>{right.ToHtml()}</div></div>";

    /// <inheritdoc/>
    public override string ToPlainText() => $"{left.ToPlainText()}\n{right.ToPlainText()}";
}
