using HandwrittenDigits.Evaluation;
using Plotly.NET;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>What was read as what, by Plotly.NET.</summary>
public static class ConfusionChart
{
    /// <summary>A heat map, a row for each digit and a column for each answer, the counts in the cells.</summary>
    /// <param name="report">What was measured.</param>
    public static ChartOutput Of(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] digits = [.. Enumerable.Range(0, report.Confusion.Rows.Count).Select(digit => $"{digit}")];
        GenericChart chart = Chart.Heatmap<int, string, string, string>(
                report.Confusion.Rows, X: digits, Y: digits, ShowScale: false, ReverseYAxis: true)
            .WithXAxisStyle<string, string, string>(TitleText: "read as", AxisType: StyleParam.AxisType.Category)
            .WithYAxisStyle<string, string, string>(TitleText: "digit", AxisType: StyleParam.AxisType.Category);
        string mistakes = string.Join(", ", report.ConfusedPairs.Take(3).Select(pair => $"{pair.Actual} as {pair.Predicted} ({pair.Count} times)"));
        return ChartOutput.Of(
            chart,
            $"{report.Data}: what was read as what",
            $"Heat map: what was read as what. {report.Correct:N0} of {report.Count:N0} were right, on the diagonal. "
            + (mistakes.Length > 0 ? $"Most often wrong: {mistakes}." : "None was wrong."));
    }
}
