using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display;
using Plotly.NET;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>A chart of Plotly.NET on a page that has plotly: without the still picture that a notebook's output begins with.</summary>
internal static class PageChart
{
    private const int Height = 480;

    /// <summary>The element and its script.</summary>
    public static string Render(GenericChart chart, string title)
    {
        string json = ChartFigure.Of(chart, title: "").ToJson();
        string id = OutputId.Next("hd-chart", json);
        string element = $"<div data-hd-chart=\"{id}\" role=\"img\" aria-label=\"{Markup.Encode(title)}\" hidden></div>";
        return $"<div class=\"chart\">{element}</div>{ChartScript.Of(id, json, Height)}";
    }
}
