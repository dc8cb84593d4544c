using System.Text.Json;
using System.Text.Json.Nodes;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>
/// Many trainings that differ in what a file says: a grid, a search by chance or a list over any option of training, each with some
/// seeds.
/// </summary>
/// <remarks>
/// <code>
/// {
///   "base":  { "epochs": 3 },                                    options of all trainings
///   "data":  { "trainingImages": 6000, "split": "writer" },      what they learn from
///   "grid":  { "learningRate": [0.003, 0.01], "network": ["small", "wide"] },
///   "seeds": [1, 2, 3],
///   "parallel": 2
/// }
/// </code>
/// In place of <c>grid</c>: <c>"random": { "runs": 20, "options": { "learningRate": { "from": 0.001, "to": 0.1, "scale": "log" } } }</c> or
/// <c>"list": [ { ... }, { ... } ]</c>.
/// </remarks>
public sealed class SweepDefinition
{
    /// <summary>More trainings than this are taken for a mistake.</summary>
    public const int MostTasks = 100_000;

    private const string SeedName = "seed";

    private SweepDefinition(string name, string text, SweepFile file, IReadOnlyList<SweepTask> tasks)
    {
        Name = name;
        Text = text;
        Data = file.Data;
        Parallel = file.Parallel;
        Halving = file.Halving;
        Slurm = file.Slurm;
        Tasks = tasks;
    }

    /// <summary>What the sweep's folder is called: as the file says, else the file's own name.</summary>
    public string Name { get; }

    /// <summary>The file's text.</summary>
    public string Text { get; }

    /// <summary>What all trainings learn from and are chosen by.</summary>
    public TrainingSelection Data { get; }

    /// <summary>How many trainings run at once on one machine; at least 1.</summary>
    public int Parallel { get; }

    /// <summary>When hopeless configurations are given up; never if null.</summary>
    public SweepHalving? Halving { get; }

    /// <summary>What is asked of a cluster.</summary>
    public SlurmOptions Slurm { get; }

    /// <summary>The trainings, none twice.</summary>
    public IReadOnlyList<SweepTask> Tasks { get; }

    /// <summary>Reads a sweep's file.</summary>
    /// <param name="path">The file; comments and trailing commas are allowed in it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SweepFileException">It is no sweep.</exception>
    public static SweepDefinition Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path)
            ? Parse(File.ReadAllText(path), Path.GetFileNameWithoutExtension(path), path)
            : throw new FileNotFoundException(
                $"There is no sweep {Path.GetFullPath(path)}. 'digits sweep --help' shows what such a file looks like.", path);
    }

    /// <summary>Reads a sweep from its text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">What the sweep is called where the text does not say.</param>
    /// <param name="source">What messages call the text.</param>
    /// <exception cref="SweepFileException">It is no sweep.</exception>
    public static SweepDefinition Parse(string text, string name, string source = "the sweep")
    {
        try
        {
            SweepFile file = ReadFile(text);
            name = file.Name ?? name;
            Check(file, name);
            return new SweepDefinition(name, text, file, [.. Expand(file)]);
        }
        catch (JsonException e) when (e.Path is ['$', '.', .. string place])
        {
            throw new SweepFileException(
                $"{source}: '{place}' does not belong in a sweep, or its value is not of the right kind. "
                + "A sweep has name, base, data, networks, one of grid, random and list, and seeds, parallel, halving, slurm.",
                e);
        }
        catch (Exception e) when (e is SweepFileException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new SweepFileException($"{source}: {e.Message}", e);
        }
    }

    private static SweepFile ReadFile(string text)
    {
        var byHand = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
        };
        return JsonNode.Parse(text, documentOptions: byHand).Deserialize<SweepFile>(TrainingJson.LineOptions)
            ?? throw new SweepFileException("there is nothing in it.");
    }

    private static void Check(SweepFile file, string name)
    {
        if (name.Length == 0 || name.StartsWith('.') || name.IndexOfAny([.. Path.GetInvalidFileNameChars(), '/', '\\']) >= 0)
        {
            throw new SweepFileException($"'{name}' can't be a folder's name: use letters, digits and hyphens for 'name'.");
        }

        if (new object?[] { file.Grid, file.Random, file.List }.Count(search => search is not null) > 1)
        {
            throw new SweepFileException("give one of 'grid', 'random' and 'list'.");
        }

        if (file is { Grid: null, Random: null, List: null, Seeds: null })
        {
            throw new SweepFileException("nothing is varied: give 'grid', 'random', 'list' or 'seeds'.");
        }

        Check(file.Seeds is not { Count: 0 }, "'seeds' is empty: name at least one.");
        Check(file.Seeds is not { } seeds || seeds.Distinct().Count() == seeds.Count, "'seeds' names a seed twice.");
        Check(file.Parallel is >= 1 and <= 1024, $"'parallel' is {file.Parallel}; it has to be 1 to 1,024.");
        Check(file.Halving is not { Epochs: < 1 }, "'halving.epochs' has to be at least 1.");
        Check(file.Halving is not { Factor: < 2 }, "'halving.factor' has to be at least 2.");
        Check(file.Data.Validation is > 0 and < 1, $"'data.validation' is {file.Data.Validation}; it has to be over 0 and less than 1.");
        Check(file.Data.TrainingImages is null or >= 1, "'data.trainingImages' has to be at least 1.");
        Check(file.Slurm.CpusPerTask is >= 1 and <= 1024, "'slurm.cpusPerTask' has to be 1 to 1,024.");
        Check(file.Slurm.Attempts is >= 1 and <= 100, "'slurm.attempts' has to be 1 to 100.");
        Check(file.Slurm.AtOnce is null or >= 1, "'slurm.atOnce' has to be at least 1.");
    }

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw new SweepFileException(message);
        }
    }

    private static IEnumerable<SweepTask> Expand(SweepFile file)
    {
        IEnumerable<JsonObject> configurations = file switch
        {
            { Grid: { } grid } => SweepSearch.Grid(grid),
            { Random: { } random } => SweepSearch.Random(random),
            { List: { } list } => SweepSearch.List(list),
            _ => [[]],
        };
        Dictionary<string, NetworkDescription> networks = Networks(file.Networks);
        JsonObject standard = OptionPaths.Defaults();
        OptionPaths.Set(standard, file.Base, networks.Keys);
        string data = TrainingJson.Serialize(file.Data with { Folder = null });
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonObject configuration in configurations)
        {
            if (file.Seeds is not null && configuration.ContainsKey(SeedName))
            {
                throw new SweepFileException($"'{SeedName}' is varied, and 'seeds' is given too: give one of them.");
            }

            foreach (JsonObject settings in WithSeeds(configuration, file.Seeds))
            {
                SweepTask task = CreateTask(names.Count + 1, standard, settings, data, networks);
                if (names.Add(task.Name))
                {
                    yield return task;
                }

                Check(names.Count <= MostTasks, $"it asks for more than {MostTasks:N0} trainings.");
            }
        }
    }

    private static IEnumerable<JsonObject> WithSeeds(JsonObject configuration, IReadOnlyList<int>? seeds) => seeds is null
        ? [configuration]
        : seeds.Select(seed =>
        {
            var settings = (JsonObject)configuration.DeepClone();
            settings[SeedName] = seed;
            return settings;
        });

    private static Dictionary<string, NetworkDescription> Networks(JsonObject described)
    {
        var networks = new Dictionary<string, NetworkDescription>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? layers) in described)
        {
            Check(
                !DigitCnnOptions.Named.ContainsKey(name),
                $"'{name}' in 'networks' is the name of one of the library's own: choose another.");
            try
            {
                networks.Add(name, NetworkDescription.FromJson(layers?.ToJsonString() ?? "null"));
            }
            catch (Exception e) when (e is JsonException or InvalidNetworkException)
            {
                throw new SweepFileException(
                    $"'{name}' in 'networks' describes no network, as NetworkDescription.ToJson writes it: {e.Message}", e);
            }
        }

        return networks;
    }

    private static SweepTask CreateTask(
        int number, JsonObject standard, JsonObject settings, string data, Dictionary<string, NetworkDescription> networks)
    {
        var json = (JsonObject)standard.DeepClone();
        SortedDictionary<string, string> shown =
            new(settings.ToDictionary(setting => setting.Key, setting => Text(setting.Value)), StringComparer.Ordinal);
        try
        {
            OptionPaths.Set(json, settings, networks.Keys);
            NetworkDescription? network = OptionPaths.TakeNetwork(json) is { } own ? networks[own] : null;
            TrainingOptions options = OptionPaths.Read(json);
            if (network is not null && options.OfLibraryNetworks is { } option)
            {
                throw new SweepFileException(
                    $"{JsonNamingPolicy.CamelCase.ConvertName(option)} is for the library's own networks: "
                    + "leave it out for yours (dropout can be a layer of it).");
            }

            Check(
                network is not null || options.Network is not null, "'network' is null: name one of the library's, or one of 'networks'.");
            string configuration = SweepTask.Describe(shown.Where(setting => setting.Key != SeedName));
            string made = network is null ? OptionPaths.Changed(options) : $"{OptionPaths.Changed(options)}\n{network.ToJson()}";
            return new SweepTask(number, ContentName.Of($"{made}\n{data}"), configuration, shown, options) { Network = network };
        }
        catch (SweepFileException e)
        {
            throw new SweepFileException($"training {number} ({SweepTask.Describe(shown)}): {e.Message}", e);
        }

        // A network's layers would fill the line: its name in the run's own record tells it.
        static string Text(JsonNode? value) => value switch
        {
            null => "none",
            JsonObject or JsonArray => ContentName.Of(value.ToJsonString())[..4],
            _ => value.ToString(),
        };
    }
}
