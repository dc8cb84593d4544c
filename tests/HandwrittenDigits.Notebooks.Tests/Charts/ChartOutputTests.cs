using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HandwrittenDigits.Notebooks.Charts;
using Plotly.NET;
using XPlot.Plotly;
using CSharpChart = Plotly.NET.CSharp.Chart;

namespace HandwrittenDigits.Notebooks.Tests.Charts;

public sealed partial class ChartOutputTests
{
    [Fact]
    public void ToHtml_Chart_HasAStillATableAndAnAlternativeText()
    {
        IDocument page = new HtmlParser().ParseDocument(ChartOutput.Of(Bars("Two bars")).ToHtml());

        page.QuerySelector("[data-hd-still] svg[role=img]")!.GetAttribute("aria-label")!.ShouldContain("Two bars");
        page.QuerySelector("[data-hd-chart][role=img]")!.GetAttribute("aria-label")!.ShouldContain("from 5 to 6");
        page.QuerySelectorAll("details table tbody tr").Select(row => row.TextContent).ShouldBe(["05", "16"]);
    }

    [Fact]
    public void ToHtml_Chart_NeedsNoNetwork()
    {
        string html = ChartOutput.Of(Bars("Offline")).ToHtml();

        Addresses().Matches(html).Select(match => match.Value).ShouldAllBe(address => address == "http://www.w3.org/2000/svg");
    }

    [Fact]
    public void ToHtml_SameChartTwice_DiffersOnlyInItsId()
    {
        var chart = ChartOutput.Of(Bars("Twice"));
        string first = chart.ToHtml();
        string second = chart.ToHtml();

        second.ShouldNotBe(first);
        ChartIds().Replace(second, "").ShouldBe(ChartIds().Replace(first, ""));
    }

    [Fact]
    public void ToHtml_TitleThatWouldEndTheScript_StaysText()
    {
        string html = ChartOutput.Of(Bars("</script><b>")).ToHtml();

        IDocument page = new HtmlParser().ParseDocument(html);
        page.QuerySelectorAll("b").Length.ShouldBe(0);
        page.QuerySelectorAll("script").Length.ShouldBe(1);
    }

    [Fact]
    public void ToHtml_TwoSeries_AreToldApartWithoutColour()
    {
        GenericChart chart = CSharpChart.Combine(
        [
            CSharpChart.Line<int, int, string>([1, 2], [3, 4], Name: "before"),
            CSharpChart.Line<int, int, string>([1, 2], [4, 5], Name: "after"),
        ]);

        JsonElement data = Figure(ChartOutput.Of(chart).ToHtml()).GetProperty("data");

        data[0].GetProperty("line").GetProperty("dash").GetString().ShouldNotBe(
            data[1].GetProperty("line").GetProperty("dash").GetString());
        data[0].GetProperty("marker").GetProperty("symbol").GetString().ShouldNotBe(
            data[1].GetProperty("marker").GetProperty("symbol").GetString());
    }

    [Fact]
    public void ToHtml_ChartOfPlotlyNet_LeavesTheThemeToThePage()
    {
        JsonElement layout = Figure(ChartOutput.Of(CSharpChart.Point<int, int, string>([1, 2], [3, 4])).ToHtml()).GetProperty("layout");

        layout.TryGetProperty("template", out _).ShouldBeFalse();
        layout.TryGetProperty("width", out _).ShouldBeFalse();
    }

    [Fact]
    public void ToPlainText_Heatmap_IsATable()
    {
        GenericChart chart =
            CSharpChart.Heatmap<int, string, string, string>([[1, 2], [3, 4]], X: new[] { "a", "b" }, Y: new[] { "c", "d" });

        ChartOutput.Of(chart).ToPlainText().ShouldBe("Heat map. series 1: 4 values from 1 to 4.\ny \\ x  a  b\nc      1  2\nd      3  4");
    }

    [Fact]
    public void ToPng_EveryKind_IsAPicture()
    {
        GenericChart heatmap = CSharpChart.Heatmap<int, string, string, string>([[1, 2], [3, 4]]);
        GenericChart line = CSharpChart.Line<double, double, string>([0, 1, 2], [0.5, double.NaN, 0.7]);

        foreach (ChartOutput chart in (ChartOutput[])[ChartOutput.Of(heatmap), ChartOutput.Of(line), ChartOutput.Of(Bars("Bars"))])
        {
            chart.ToPng().Length.ShouldBeInRange(2_000, 100_000);
        }
    }

    [Fact]
    public void Script_Bundle_IsPlotlyWithinTheSizeOfOneMailedPicture()
    {
        PlotlyBundle.Script.Length.ShouldBeInRange(1_000_000, 1_600_000);
        PlotlyBundle.Script.ShouldNotContain("https://");
    }

    private static PlotlyChart Bars(string title) =>
        XPlot.Plotly.Chart.Plot(new Bar { x = new[] { "0", "1" }, y = new[] { 5, 6 } }, new XPlot.Plotly.Layout.Layout { title = title });

    private static JsonElement Figure(string html) => JsonElement.Parse(FigureJson().Match(html).Groups[1].Value);

    [GeneratedRegex(@"const \{ data, layout \} = (\{.*\});")]
    private static partial Regex FigureJson();

    [GeneratedRegex("https?://[^\"' <]*")]
    private static partial Regex Addresses();

    [GeneratedRegex("hd-chart-[0-9a-f]{12}-[0-9]+")]
    private static partial Regex ChartIds();
}
