using System.Text.Json;
using HandwrittenDigits.Training.Runs;
using Plotly.NET;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>The confusion matrix that a run's report holds.</summary>
internal static class RunConfusion
{
    private const string Report = "report.json";

    /// <summary>Its rows, what the digits are; nothing where the run has read no test images.</summary>
    public static int[][]? Read(RunSummary run)
    {
        string path = Path.Combine(run.Folder, Report);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(path));
            return report.RootElement.GetProperty("confusion").GetProperty("rows").Deserialize<int[][]>();
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // One damaged report does not hide the others.
            return null;
        }
    }

    /// <summary>The chart.</summary>
    public static GenericChart Draw(int[][] rows)
    {
        string[] digits = [.. Enumerable.Range(0, rows.Length).Select(digit => $"{digit}")];
        return Chart.Heatmap<int, string, string, string>(rows, X: digits, Y: digits, ShowScale: false, ReverseYAxis: true)
            .WithXAxisStyle<string, string, string>(TitleText: "read as", AxisType: StyleParam.AxisType.Category)
            .WithYAxisStyle<string, string, string>(TitleText: "digit", AxisType: StyleParam.AxisType.Category);
    }
}
