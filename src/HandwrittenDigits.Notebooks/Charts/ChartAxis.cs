namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>A linear axis of a still chart: from values to CSS pixels, with ticks at round numbers.</summary>
internal sealed class ChartAxis
{
    private readonly double least;
    private readonly double most;
    private readonly double from;
    private readonly double to;

    /// <summary>Makes an axis that holds all values.</summary>
    /// <param name="values">What is to be shown; those that are not finite are left out.</param>
    /// <param name="from">Where the axis starts, CSS pixels.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="fromZero">Whether zero is part of it, as bars need.</param>
    public ChartAxis(IEnumerable<double> values, double from, double to, bool fromZero)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double low = finite.Length == 0 ? 0 : finite.Min();
        double high = finite.Length == 0 ? 1 : finite.Max();
        if (fromZero)
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        double step = RoundStep((high - low) / 5);
        if (step == 0)
        {
            (low, step) = (low - 0.5, 0.5);
            high = low + 1;
        }

        least = Math.Floor(low / step) * step;
        most = Math.Ceiling(high / step) * step;
        this.from = from;
        this.to = to;
        Step = step;
    }

    /// <summary>The values that are marked, and how they are written.</summary>
    public IEnumerable<(double Value, string Label)> Ticks
    {
        get
        {
            int decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));
            for (int i = 0; i <= (int)Math.Round((most - least) / Step); i++)
            {
                double value = least + (i * Step);
                yield return (value, Math.Abs(value) >= 10_000 ? $"{value / 1000:0.#}k" : value.ToString($"F{decimals}"));
            }
        }
    }

    private double Step { get; }

    /// <summary>Where a value is, CSS pixels.</summary>
    public double At(double value) => from + ((value - least) / (most - least) * (to - from));

    // 1, 2 or 5 times a power of ten, not under the step given.
    private static double RoundStep(double step)
    {
        if (step <= 0)
        {
            return 0;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return ((double[])[1, 2, 5, 10]).First(factor => factor * power >= step * 0.999) * power;
    }
}
