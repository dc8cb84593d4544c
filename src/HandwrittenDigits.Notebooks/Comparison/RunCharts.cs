using System.Globalization;
using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Pictures;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;
using Microsoft.FSharp.Core;
using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>Runs laid over each other, by Plotly.NET.</summary>
internal static class RunCharts
{
    /// <summary>More configurations than these can't be told apart: the best have a curve of their own, the others are one.</summary>
    public const int MostCurves = 24;

    /// <summary>What is added to the name of a curve of the training images.</summary>
    private const string Training = ", training";

    /// <summary>CSS pixels that an axis of <see cref="Parallel"/> needs, for its name not to run into the next.</summary>
    public const int AxisWidth = 140;

    private const int MostAxes = 10;
    private const int MostTicks = 8;
    private const int MostNumberedEpochs = 20;
    private const double WidestLinear = 100;
    private const int MostOthers = 2_000;
    private const int LongestLabel = 16;
    private const int LongestName = 89;
    private const double Faint = 0.25;

    // Seen on white as well as on black.
    private static readonly StyleParam.Colorscale Seen = StyleParam.Colorscale.NewCustom(
    [
        Tuple.Create(0.0, Plotly.NET.Color.fromString(Colour.Series[0].Css)),
        Tuple.Create(1.0, Plotly.NET.Color.fromString(Colour.Series[1].Css)),
    ]);

    /// <summary>The losses, on the training and on the validation images.</summary>
    public static GenericChart Losses(IReadOnlyList<RunGroup> groups) => Curves(
        groups, "mean cross-entropy, nats", (Training, epoch => epoch.TrainLoss), (", validation", epoch => epoch.ValidationLoss));

    /// <summary>The share of the validation images that is read right.</summary>
    public static GenericChart Accuracies(IReadOnlyList<RunGroup> groups) =>
        Curves(groups, "validation images read right, %", ("", epoch => 100 * epoch.ValidationAccuracy));

    /// <summary>A figure over the epochs: a line a run; of several seeds their mean, with a band from least to greatest.</summary>
    /// <param name="groups">The configurations, best first.</param>
    /// <param name="title">What the figure is.</param>
    /// <param name="figures">The figures, each with what is added to a curve's name.</param>
    private static GenericChart Curves(
        IReadOnlyList<RunGroup> groups, string title, params (string Suffix, Func<EpochMetrics, double> Of)[] figures)
    {
        var charts = new List<GenericChart>();
        RunGroup[] drawn = [.. groups.Where(group => group.Runs.Any(run => run.Epochs.Count > 0))];
        if (drawn.Length > MostCurves)
        {
            charts.Add(Others(drawn.Skip(MostCurves).SelectMany(group => group.Runs).Take(MostOthers), figures[^1].Of));
        }

        foreach ((int i, RunGroup group) in drawn.Take(MostCurves).Index())
        {
            foreach ((string suffix, Func<EpochMetrics, double> of) in figures)
            {
                // Among several configurations the training's dots need no entry of their own in the legend.
                bool isListed = drawn.Length == 1 || suffix != Training;
                charts.Add(Curve(group, $"{NameOf(group)}{suffix}", of, Colour.Series[i % Colour.Series.Count].Css)
                    .WithTraceInfo(LegendGroup: $"{i}", ShowLegend: isListed));
            }
        }

        GenericChart chart = Chart.Combine(charts)
            .WithXAxisStyle<double, double, string>(TitleText: "epoch")
            .WithYAxisStyle<double, double, string>(TitleText: title);
        int? epochs = drawn.SelectMany(group => group.Runs).Max(run => (int?)run.Epochs.Count);
        return epochs > MostNumberedEpochs ? chart : WithEveryEpoch(chart);
    }

    /// <summary>A line a run through the options that differ and what came of them: what good runs have in common is seen.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="axes">The options: see <see cref="Axes"/>.</param>
    public static GenericChart Parallel(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> axes)
    {
        RunSummary[] judged = Judged(runs);
        double[] accuracy = [.. judged.Select(run => Math.Round(100 * run.Best!.ValidationAccuracy, 3))];
        return Chart.ParallelCoord(
            [.. axes.Select(name => Axis(name, judged)), Axis("validation, %", accuracy)],
            LineColor: Plotly.NET.Color.fromColorScaleValues(accuracy),
            LineColorScale: Seen,
            ShowLineColorScale: true);
    }

    /// <summary>The options that are the axes of <see cref="Parallel"/>; none where no run differs from another in an option.</summary>
    public static IReadOnlyList<string> Axes(IReadOnlyList<RunSummary> runs)
    {
        RunSummary[] judged = Judged(runs);
        return
        [
            .. RunDifferences.Of(judged)
                .Where(name => !RunDifferences.IsCircumstance(name) && judged.All(run => run.Recorded.ContainsKey(name)))
                .Take(MostAxes),
        ];
    }

    private static RunSummary[] Judged(IReadOnlyList<RunSummary> runs) => [.. runs.Where(run => run.Best is not null)];

    /// <summary>What a configuration is called in a legend.</summary>
    public static string NameOf(RunGroup group)
    {
        string name = group.Name.Length is > 0 and <= LongestName ? group.Name : group.Runs[0].Name;
        return group.Runs.Count > 1 ? $"{name} ({group.Runs.Count} runs)" : name;
    }

    private static GenericChart Curve(RunGroup group, string name, Func<EpochMetrics, double> of, string colour)
    {
        var line = Plotly.NET.Color.fromString(colour);
        int epochs = group.Runs.Max(run => run.Epochs.Count);
        double[][] values =
        [
            .. Enumerable.Range(0, epochs).Select(epoch =>
                (double[])[.. group.Runs.Where(run => run.Epochs.Count > epoch).Select(run => Round(of(run.Epochs[epoch])))]),
        ];
        double[] across = [.. Enumerable.Range(1, epochs).Select(epoch => (double)epoch)];
        double[] mean = [.. values.Select(value => Round(value.Average()))];
        bool isTraining = name.EndsWith(Training, StringComparison.Ordinal);
        StyleParam.DrawingStyle dash = isTraining ? StyleParam.DrawingStyle.Dot : StyleParam.DrawingStyle.Solid;
        return group.Runs.Count > 1
            ? Chart.Range<double, double, string>(
                across, mean, [.. values.Select(value => value.Max())], [.. values.Select(value => value.Min())],
                StyleParam.Mode.Lines_Markers,
                Name: name, GroupName: name, UpperName: ChartFigure.Band, LowerName: ChartFigure.Band,
                LineColor: line, MarkerColor: line, LineDash: dash,
                RangeColor: Plotly.NET.Color.fromString(colour + "33"), ShowLegend: true)
            : Chart.Line<double, double, string>(
                across, mean, Name: name, ShowMarkers: true, LineColor: line, MarkerColor: line, LineDash: dash);
    }

    // All in one series, parted by gaps: thousands of series would take a page minutes.
    private static GenericChart Others(IEnumerable<RunSummary> runs, Func<EpochMetrics, double> of)
    {
        RunSummary[] all = [.. runs];
        double[] across = [.. all.SelectMany(run => run.Epochs.Select(epoch => (double)epoch.Epoch).Append(double.NaN))];
        double[] up = [.. all.SelectMany(run => run.Epochs.Select(epoch => Round(of(epoch))).Append(double.NaN))];
        return Chart.Line<double, double, string>(
            across, up, Name: $"{all.Length:N0} other runs", ShowMarkers: false, Opacity: Faint,
            LineColor: Plotly.NET.Color.fromString("#808080"));
    }

    private static Dimension Axis(string name, RunSummary[] runs)
    {
        string[] texts = [.. runs.Select(run => run.Recorded[name])];
        double[] numbers = [.. texts.Select(Number)];
        if (!numbers.All(double.IsFinite))
        {
            return Categories(name, texts);
        }

        double[] values = [.. numbers.Distinct().Order()];
        bool isWide = values[0] > 0 && values[^1] / values[0] >= WidestLinear;
        double[] places = isWide ? [.. numbers.Select(Math.Log10)] : numbers;
        if (values.Length > MostTicks)
        {
            return Axis(isWide ? $"log10 {name}" : name, places);
        }

        double[] ticks = isWide ? [.. values.Select(Math.Log10)] : values;
        return Ticked(name, places, ticks, values.Select(value => value.ToString("G5", CultureInfo.InvariantCulture)));
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static Dimension Axis(string name, double[] values) =>
        Dimension.initParallel<string, string, double, double>(
            null!, Some(name), null!, null!, null!, null!, null!, null!, null!, Some<IEnumerable<double>>(values), null!, null!);

    private static Dimension Categories(string name, string[] texts)
    {
        string[] all = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        var places = all.Index().ToDictionary(text => text.Item, text => (double)text.Index);
        IEnumerable<string> shown = all.Select(text => text.Length > LongestLabel ? text[..(LongestLabel - 1)] + "…" : text);
        return Ticked(name, [.. texts.Select(text => places[text])], [.. places.Values], shown);
    }

    private static Dimension Ticked(string name, IEnumerable<double> values, IEnumerable<double> places, IEnumerable<string> texts) =>
        Dimension.initParallel<string, string, double, double>(
            null!, Some(name), null!, null!, null!, null!, null!, Some(texts), Some(places), Some(values), null!, null!);

    private static GenericChart WithEveryEpoch(GenericChart chart)
    {
        var axis = new LinearAxis();
        axis.SetProperty("dtick", 1);
        return Plotly.NET.Chart.withXAxis(axis, null!).Invoke(chart);
    }

    private static FSharpOption<T> Some<T>(T value) => FSharpOption<T>.Some(value);

    private static double Round(double value) => double.IsFinite(value)
        ? double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;
}
