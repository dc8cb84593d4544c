using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Display.Hosts;
using Plotly.NET;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>Makes every host show the charts of both libraries as <see cref="ChartOutput"/>s.</summary>
internal static class ChartFormatters
{
    /// <summary>Registers with those hosts that are loaded.</summary>
    public static void Register()
    {
        InteractiveFormatters.Register(typeof(GenericChart), chart => ChartOutput.Of((GenericChart)chart));
        InteractiveFormatters.Register(typeof(PlotlyChart), chart => ChartOutput.Of((PlotlyChart)chart));
        ClrKernelFormatters.Register(ToOutput);
    }

    private static CellOutput? ToOutput(object? value) => value switch
    {
        CellOutput output => output,
        GenericChart chart => ChartOutput.Of(chart),
        PlotlyChart chart => ChartOutput.Of(chart),
        _ => null,
    };
}
