using HandwrittenDigits.Data;
using XPlot.Plotly;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>How many images there are of each digit, by XPlot.</summary>
public static class ClassBalanceChart
{
    /// <summary>A bar for each digit and set.</summary>
    /// <param name="datasets">The sets; their shares are compared, so that sets of different sizes can be.</param>
    public static ChartOutput Of(params DigitDataset[] datasets)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        string[] digits = [.. Enumerable.Range(0, DigitDataset.ClassCount).Select(digit => $"{digit}")];
        Bar[] bars =
        [
            .. datasets.Select(dataset => new Bar
            {
                name = dataset.Name,
                x = digits,
                y = dataset.ClassCounts.Select(count => Math.Round(100.0 * count / dataset.Count, 2)).ToArray(),
            }),
        ];
        var layout = new Layout.Layout
        {
            title = "Share of each digit",
            xaxis = new Xaxis { title = "digit", type = "category" },
            yaxis = new Yaxis { title = "% of the set" },
            barmode = "group",
        };
        return ChartOutput.Of(Chart.Plot(bars, layout), $"Bar chart: the share of each digit. {string.Join(' ', datasets.Select(Range))}");
    }

    private static string Range(DigitDataset dataset)
    {
        IReadOnlyList<int> counts = dataset.ClassCounts;
        int least = counts.IndexOf(counts.Min());
        int most = counts.IndexOf(counts.Max());
        return counts[least] == counts[most]
            ? $"{dataset.Name}: {counts[most]:N0} of each."
            : $"{dataset.Name}: from {counts[least]:N0} of digit {least} to {counts[most]:N0} of digit {most}.";
    }

    private static int IndexOf(this IReadOnlyList<int> counts, int value) =>
        Enumerable.Range(0, counts.Count).First(i => counts[i] == value);
}
