using HandwrittenDigits.Evaluation;
using Plotly.NET;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>
/// A reliability diagram by Plotly.NET: of the answers given with a certain confidence, the share that is right. Where
/// probabilities mean what they say, the points lie on the diagonal.
/// </summary>
public static class ReliabilityChart
{
    /// <summary>Compares calibrations of the same answers.</summary>
    /// <param name="calibrations">A name for each.</param>
    public static ChartOutput Of(params (string Name, Calibration Calibration)[] calibrations)
    {
        ArgumentNullException.ThrowIfNull(calibrations);
        GenericChart diagonal =
            Chart.Line<double, double, string>([0, 1], [0, 1], Name: "probabilities mean what they say", ShowMarkers: false);
        IEnumerable<GenericChart> lines = calibrations.Select(entry =>
        {
            ReliabilityBin[] bins = [.. entry.Calibration.Bins.Where(bin => bin.Count > 0)];
            return Chart.Line<double, double, string>(
                bins.Select(bin => Math.Round(bin.Confidence, 4)),
                bins.Select(bin => Math.Round(bin.Accuracy, 4)),
                Name: entry.Name,
                ShowMarkers: true);
        });
        GenericChart chart = Chart.Combine([diagonal, .. lines])
            .WithXAxisStyle<double, double, string>(TitleText: "confidence")
            .WithYAxisStyle<double, double, string>(TitleText: "share that is right");
        string errors =
            string.Join(", ", calibrations.Select(entry => $"{entry.Name}: {entry.Calibration.ExpectedCalibrationError:0.0000}"));
        return ChartOutput.Of(
            chart,
            "Does confidence mean accuracy?",
            $"Reliability diagram, accuracy over confidence. Expected calibration error (0 is best): {errors}.");
    }
}
