namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>What is to be seen in a chart, in a sentence, from its numbers.</summary>
internal static class ChartDescription
{
    /// <summary>The chart's kind, title and series, with the range of each.</summary>
    public static string Of(ChartFigure figure)
    {
        string kind = figure.Traces.Select(trace => trace.Kind).Distinct().ToArray() switch
        {
            ["bar"] => "Bar chart",
            ["heatmap"] => "Heat map",
            ["scatter"] => figure.Traces.All(trace => trace.Mode == "markers") ? "Scatter plot" : "Line chart",
            _ => "Chart",
        };
        string axes = (figure.YTitle, figure.XTitle) switch
        {
            ({ Length: > 0 } y, { Length: > 0 } x) => $", {y} over {x}",
            _ => "",
        };
        string title = figure.Title.Length > 0 ? $": {figure.Title}" : "";
        return $"{kind}{title}{axes}. {string.Join(' ', figure.Traces.Select(Range))}".TrimEnd();
    }

    private static string Range(ChartTrace trace)
    {
        double[] values = [.. (trace.Z.Count > 0 ? trace.Z.SelectMany(row => row) : trace.Values).Where(double.IsFinite)];
        return values.Length == 0 ? "" : $"{trace.Name}: {values.Length} values from {values.Min():0.####} to {values.Max():0.####}.";
    }
}
