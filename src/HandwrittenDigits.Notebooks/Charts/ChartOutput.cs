using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Pictures;
using Plotly.NET;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>
/// A chart of Plotly.NET or XPlot that needs no network. It is a still picture until the page has plotly, which
/// <see cref="Notebook.Start"/> brings; its numbers are in a table under it.
/// </summary>
public sealed class ChartOutput : PicturedOutput
{
    private readonly ChartFigure figure;
    private readonly Lazy<Picture> still;

    private ChartOutput(ChartFigure figure, string? description, TableOutput? table = null)
    {
        this.figure = figure;
        Table = table ?? ChartTable.Of(figure);
        Description = description ?? ChartDescription.Of(figure);
        still = new Lazy<Picture>(() => ChartPicture.Draw(figure, Description));
    }

    /// <summary>What is to be seen in it, for those who can't see it.</summary>
    public string Description { get; }

    /// <summary>Its numbers.</summary>
    public TableOutput Table { get; }

    /// <summary>Shows a chart of Plotly.NET.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="title">What it shows; by default the chart's own title.</param>
    /// <param name="description">What is to be seen in it, for those who can't see it; by default it follows from the numbers.</param>
    public static ChartOutput Of(GenericChart chart, string? title = null, string? description = null) =>
        new(ChartFigure.Of(chart, title), description);

    /// <summary>Shows a chart of XPlot.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="description">What is to be seen in it, for those who can't see it; by default it follows from the numbers.</param>
    public static ChartOutput Of(PlotlyChart chart, string? description = null) => new(ChartFigure.Of(chart), description);

    /// <summary>Shows a chart whose numbers are not along x and y.</summary>
    internal static ChartOutput Of(GenericChart chart, string title, TableOutput table, string description) =>
        new(ChartFigure.Of(chart, title), description, table);

    /// <inheritdoc/>
    public override string ToHtml()
    {
        string json = figure.ToJson();
        string id = OutputId.Next("hd-chart", json);
        return Markup.Wrap(
            $"""
            <figure><div data-hd-still="{id}">{still.Value.ToSvg()}</div>
            <div data-hd-chart="{id}" role="img" aria-label="{Markup.Encode(Description)}" hidden></div></figure>
            <details><summary>The numbers</summary>{Table.ToTable()}</details>
            """) + ChartScript.Of(id, json, still.Value.Height);
    }

    /// <inheritdoc/>
    public override string ToPlainText() => $"{Description}\n{Table.ToPlainText()}";

    /// <inheritdoc/>
    public override byte[] ToPng() => still.Value.ToPng();
}
