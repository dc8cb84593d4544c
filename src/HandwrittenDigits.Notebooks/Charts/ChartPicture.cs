using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>Draws a figure without plotly: bars, lines, points and heat maps, the kinds that the notebooks use.</summary>
internal static class ChartPicture
{
    private const int Width = 720;
    private const int Height = 420;
    private const double Left = 64;
    private const double Right = Width - 24;
    private const double Top = 56;
    private const double Bottom = Height - 56;

    /// <summary>The picture of <paramref name="figure"/>.</summary>
    public static Picture Draw(ChartFigure figure, string description)
    {
        var picture = new Picture(Width, figure.Traces is [{ Z.Count: > 0 }, ..] ? HeatmapPicture.Height : Height, description);
        picture.Text(8, 22, figure.Title, size: 15, bold: true);
        if (figure.Traces is [{ Z.Count: > 0 } map, ..])
        {
            HeatmapPicture.Draw(picture, figure.HasRowsFromTop ? map : map.Reversed(), figure.XTitle, figure.YTitle);
            return picture;
        }

        if (figure.Traces.All(trace => trace.X.Count == 0))
        {
            // Without x and y, as parallel coordinates are, the numbers in the table have to do.
            picture.Text(8, 52, "The numbers are in the table below.");
            return picture;
        }

        DrawAxes(picture, figure, out Func<ChartTrace, int, double> across, out ChartAxis up);
        ChartTrace[] bars = [.. figure.Traces.Where(trace => trace.Kind == "bar")];
        for (int i = 0; i < figure.Traces.Count; i++)
        {
            ChartTrace trace = figure.Traces[i];
            Colour colour = Colour.Series[i % Colour.Series.Count];
            if (trace.Kind == "bar")
            {
                DrawBars(picture, trace, colour, across, up, Array.IndexOf(bars, trace), bars.Length);
            }
            else
            {
                DrawLine(picture, trace, colour, i, across, up);
            }
        }

        DrawLegend(picture, figure.Traces);
        return picture;
    }

    private static void DrawAxes(Picture picture, ChartFigure figure, out Func<ChartTrace, int, double> across, out ChartAxis up)
    {
        bool hasBars = figure.Traces.Any(trace => trace.Kind == "bar");
        up = new ChartAxis(figure.Traces.SelectMany(trace => trace.Values), Bottom, Top, fromZero: hasBars);
        foreach ((double value, string label) in up.Ticks)
        {
            picture.Line(Left, up.At(value), Right, up.At(value), Colour.Grid);
            picture.Text(Left - 8, up.At(value) + 4, label, Colour.Muted, 12, TextAlign.Right);
        }

        across = hasBars || figure.Traces.SelectMany(trace => trace.X).Any(x => double.IsNaN(ChartTrace.ToNumber(x)))
            ? DrawCategories(picture, figure)
            : DrawNumbers(picture, figure);
        picture.Line(Left, Bottom, Right, Bottom, Colour.Muted);
        picture.Text((Left + Right) / 2, Height - 12, figure.XTitle, align: TextAlign.Centre);
        picture.Text(18, (Top + Bottom) / 2, figure.YTitle, align: TextAlign.Centre, upright: true);
    }

    private static Func<ChartTrace, int, double> DrawCategories(Picture picture, ChartFigure figure)
    {
        string[] categories = [.. figure.Traces.SelectMany(trace => trace.X).Distinct()];
        double slot = (Right - Left) / Math.Max(1, categories.Length);
        double Middle(string category) => Left + ((Array.IndexOf(categories, category) + 0.5) * slot);
        foreach (string category in categories)
        {
            picture.Text(Middle(category), Bottom + 18, category, Colour.Muted, 12, TextAlign.Centre);
        }

        return (trace, i) => Middle(trace.X[i]);
    }

    private static Func<ChartTrace, int, double> DrawNumbers(Picture picture, ChartFigure figure)
    {
        var axis = new ChartAxis(figure.Traces.SelectMany(trace => trace.X).Select(ChartTrace.ToNumber), Left, Right, fromZero: false);
        foreach ((double value, string label) in axis.Ticks)
        {
            picture.Line(axis.At(value), Top, axis.At(value), Bottom, Colour.Grid);
            picture.Text(axis.At(value), Bottom + 18, label, Colour.Muted, 12, TextAlign.Centre);
        }

        return (trace, i) => axis.At(ChartTrace.ToNumber(trace.X[i]));
    }

    private static void DrawBars(
        Picture picture, ChartTrace trace, Colour colour, Func<ChartTrace, int, double> across, ChartAxis up, int series, int seriesCount)
    {
        double slot = (Right - Left) / Math.Max(1, trace.X.Count) * 0.75;
        double width = slot / seriesCount;
        for (int i = 0; i < Math.Min(trace.X.Count, trace.Values.Count); i++)
        {
            double value = trace.Values[i];
            if (!double.IsFinite(value))
            {
                continue;
            }

            double left = across(trace, i) - (slot / 2) + (series * width);
            double top = Math.Min(up.At(0), up.At(value));
            picture.Rectangle(left, top, width, Math.Abs(up.At(0) - up.At(value)), colour, seriesCount > 1 ? Colour.Muted : null);
            if (width > 26)
            {
                string number = value == Math.Floor(value) ? $"{value:N0}" : $"{value:0.###}";
                picture.Text(left + (width / 2), top - 5, number, size: 11, align: TextAlign.Centre);
            }
        }
    }

    private static void DrawLine(
        Picture picture, ChartTrace trace, Colour colour, int series, Func<ChartTrace, int, double> across, ChartAxis up)
    {
        InkPoint[] points =
        [
            .. Enumerable.Range(0, Math.Min(trace.X.Count, trace.Values.Count))
                .Where(i => double.IsFinite(trace.Values[i]))
                .Select(i => new InkPoint(across(trace, i), up.At(trace.Values[i]))),
        ];
        if (trace.Mode.Contains("lines", StringComparison.Ordinal) && points.Length > 1)
        {
            picture.Line(points, colour, 2, (LineDash)(series % 3));
        }

        if (trace.Mode.Contains("markers", StringComparison.Ordinal))
        {
            foreach (InkPoint point in points)
            {
                picture.Marker(point.X, point.Y, 4, (MarkerShape)(series % 4), colour);
            }
        }
    }

    private static void DrawLegend(Picture picture, IReadOnlyList<ChartTrace> traces)
    {
        double x = Left;
        for (int i = 0; i < traces.Count && traces.Count > 1; i++)
        {
            Colour colour = Colour.Series[i % Colour.Series.Count];
            if (traces[i].Kind == "bar")
            {
                picture.Rectangle(x, 34, 20, 10, colour);
            }
            else
            {
                LineDash dash = traces[i].Mode.Contains("lines", StringComparison.Ordinal) ? (LineDash)(i % 3) : LineDash.Dotted;
                picture.Line(x, 39, x + 20, 39, colour, 2, dash);
                picture.Marker(x + 10, 39, 4, (MarkerShape)(i % 4), colour);
            }

            picture.Text(x + 26, 43, traces[i].Name, size: 12);
            x += 26 + (7.2 * traces[i].Name.Length) + 20;
        }
    }
}
