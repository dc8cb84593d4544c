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
        string mistakes =
            string.Join(", ", report.ConfusedPairs.Take(3).Select(pair => $"{pair.Actual} as {pair.Predicted} ({pair.Count} times)"));
        return ChartOutput.Of(
            Draw(report.Confusion.Rows),
            $"{report.Data}: what was read as what",
            $"Heat map: what was read as what. {report.Correct:N0} of {report.Count:N0} were right, on the diagonal. "
            + (mistakes.Length > 0 ? $"Most often wrong: {mistakes}." : "None was wrong."));
    }

    /// <summary>The heat map.</summary>
    /// <param name="rows">For each digit how often it was read as each.</param>
    internal static GenericChart Draw(IReadOnlyList<IReadOnlyList<int>> rows)
    {
        string[] digits = [.. Enumerable.Range(0, rows.Count).Select(digit => $"{digit}")];
        return Chart.Heatmap<int, string, string, string>(rows, X: digits, Y: digits, ShowScale: false, ReverseYAxis: true)
            .WithXAxisStyle<string, string, string>(TitleText: "read as", AxisType: StyleParam.AxisType.Category)
            .WithYAxisStyle<string, string, string>(TitleText: "digit", AxisType: StyleParam.AxisType.Category);
    }
}
