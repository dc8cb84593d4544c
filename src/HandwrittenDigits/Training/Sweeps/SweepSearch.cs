using System.Text.Json.Nodes;
using HandwrittenDigits.Data.Synthetic;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>Which options each configuration of a sweep sets: a grid's products, draws by chance, or a list.</summary>
internal static class SweepSearch
{
    private const int Digits = 4;

    /// <summary>Every combination of the values, in their order, the last option's changing fastest.</summary>
    /// <exception cref="SweepFileException">An option has no values.</exception>
    public static IEnumerable<JsonObject> Grid(JsonObject grid)
    {
        if (grid.Count == 0)
        {
            throw new SweepFileException("'grid' is empty: name an option and the values to try, as { \"learningRate\": [0.003, 0.01] }.");
        }

        IEnumerable<JsonObject> combinations = [[]];
        foreach ((string name, JsonNode? node) in grid)
        {
            OptionPaths.Check(name);
            JsonArray values = Values(name, node, "grid");
            combinations = combinations.SelectMany(combination => values.Select(value => With(combination, name, value)));
        }

        return combinations;
    }

    /// <summary>Values drawn by chance, which follow from seed and number: a search with more runs begins with the same ones.</summary>
    /// <exception cref="SweepFileException">There is nothing to draw, or no range to draw from.</exception>
    public static IEnumerable<JsonObject> Random(SweepFile.RandomSearch search)
    {
        if (search.Runs is < 1 or > SweepDefinition.MostTasks)
        {
            throw new SweepFileException($"'random.runs' is {search.Runs}; it has to be 1 to {SweepDefinition.MostTasks:N0}.");
        }

        if (search.Options.Count == 0)
        {
            throw new SweepFileException(
                "'random.options' is empty: name an option and its range, as { \"learningRate\": { \"from\": 0.001, \"to\": 0.1 } }.");
        }

        foreach ((string name, JsonNode? _) in search.Options)
        {
            OptionPaths.Check(name);
        }

        return Enumerable.Range(0, search.Runs).Select(run =>
        {
            var random = new SeededRandom(search.Seed, run);
            return search.Options.Aggregate(
                new JsonObject(), (drawn, option) => With(drawn, option.Key, Draw(option.Key, option.Value, random)));
        });
    }

    /// <summary>The configurations as they stand.</summary>
    /// <exception cref="SweepFileException">There is none, or one is no object.</exception>
    public static IEnumerable<JsonObject> List(JsonArray list) => list.Count > 0
        ? list.Select((item, i) => item as JsonObject ?? throw new SweepFileException($"entry {i + 1} of 'list' is no object of options."))
        : throw new SweepFileException("'list' is empty: write an object of options for each configuration.");

    private static JsonArray Values(string name, JsonNode? node, string place) => node is JsonArray { Count: > 0 } values
        ? values
        : throw new SweepFileException($"'{place}' gives no values for '{name}': write them as an array, for example [1, 2].");

    private static JsonNode? Draw(string name, JsonNode? range, SeededRandom random)
    {
        if (range is not JsonObject bounds)
        {
            JsonArray values = Values(name, range, "random.options");
            return values[random.Below(values.Count)];
        }

        string? scale = bounds["scale"] is JsonValue text ? text.ToString() : "linear";
        bool isLog = scale == "log";
        if (bounds["from"] is not JsonValue first || bounds["to"] is not JsonValue last || !first.TryGetValue(out double from)
            || !last.TryGetValue(out double to) || !(from < to) || (isLog && from <= 0) || scale is not ("linear" or "log")
            || bounds.Any(member => member.Key is not ("from" or "to" or "scale")))
        {
            throw new SweepFileException(
                $"'{name}' has no range: write {{ \"from\": 0.001, \"to\": 0.1, \"scale\": \"log\" }}, 'from' less than 'to', "
                + "and over 0 where the scale is logarithmic; or an array of values.");
        }

        bool isWhole = OptionPaths.IsWhole(name);
        double top = isWhole && !isLog ? to + 1 : to;
        double drawn = isLog ? Math.Exp(random.Between(Math.Log(from), Math.Log(to))) : random.Between(from, top);
        return isWhole ? (int)Math.Clamp(isLog ? Math.Round(drawn) : Math.Floor(drawn), from, to) : Round(drawn);
    }

    // Four digits tell enough, and can be typed.
    private static double Round(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - Digits + 1);
        return double.Parse((Math.Round(value / unit) * unit).ToString($"G{Digits}"));
    }

    private static JsonObject With(JsonObject combination, string name, JsonNode? value)
    {
        var more = (JsonObject)combination.DeepClone();
        more[name] = value?.DeepClone();
        return more;
    }
}
