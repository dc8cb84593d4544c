using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>A chart's numbers as a table.</summary>
internal static class ChartTable
{
    private const int MostRows = 200;

    /// <summary>
    /// A heat map's rows as they are; series over the same positions side by side, other series one below the other.
    /// </summary>
    public static TableOutput Of(ChartFigure figure)
    {
        IReadOnlyList<ChartTrace> traces = figure.Traces;
        string across = figure.XTitle.Length > 0 ? figure.XTitle : "x";
        string up = figure.YTitle.Length > 0 ? figure.YTitle : "y";
        if (traces is [{ Z.Count: > 0 } map, ..])
        {
            return map.X.Count * map.Z.Count > HeatmapPicture.MostNumberedCells
                ? Table(figure.Title, ["", "rows", "columns"], [["values", $"{map.Z.Count}", $"{map.X.Count}"]])
                : Table(
                    figure.Title,
                    [$"{up} \\ {across}", .. map.X],
                    map.Z.Select((row, i) => (IReadOnlyList<string>)[map.Y[i], .. row.Select(Number)]));
        }

        return traces.All(trace => trace.X.SequenceEqual(traces[0].X))
            ? Table(
                figure.Title,
                [across, .. traces.Select(trace => traces.Count == 1 ? up : trace.Name)],
                Enumerable.Range(0, traces.Count > 0 ? traces[0].X.Count : 0).Select(i =>
                    (IReadOnlyList<string>)[Label(traces[0].X[i]), .. traces.Select(trace => i < trace.Y.Count ? Label(trace.Y[i]) : "")]))
            : Table(
                figure.Title,
                ["series", across, up],
                traces.SelectMany(trace => trace.X.Zip(trace.Y, (x, y) => (IReadOnlyList<string>)[trace.Name, Label(x), Label(y)])));
    }

    private static TableOutput Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [.. rows];
        return new TableOutput(
            all.Length > MostRows ? $"{title} (the first {MostRows} of {all.Length} rows)" : title, columns, [.. all.Take(MostRows)]);
    }

    private static string Label(string text) => ChartTrace.ToNumber(text) is var number && double.IsNaN(number) ? text : Number(number);

    private static string Number(double value) => value == Math.Floor(value) ? $"{value:0}" : $"{value:0.####}";
}
