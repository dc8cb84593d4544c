using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Training.Sweeps;

/// <summary>
/// Training options by the names that they have in JSON: <c>learningRate</c>, <c>augmentation.shear</c>. They are found from the type
/// itself, so that a new option can be swept at once.
/// </summary>
internal static class OptionPaths
{
    private const string NetworkName = "network";

    /// <summary>All names: <c>augmentation</c> as well as its parts.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names(Defaults(), string.Empty)];

    /// <summary>The defaults as JSON.</summary>
    public static JsonObject Defaults() => (JsonObject)JsonNode.Parse(TrainingJson.Serialize(new TrainingOptions()))!;

    /// <summary>Sets options.</summary>
    /// <param name="options">All of them.</param>
    /// <param name="changes">Names and values; an object sets those of its members alone.</param>
    /// <param name="own">The names of networks of the sweep's own, which stay names.</param>
    /// <exception cref="SweepFileException">A name is no option's.</exception>
    public static void Set(JsonObject options, IEnumerable<KeyValuePair<string, JsonNode?>> changes, IReadOnlyCollection<string> own)
    {
        foreach ((string name, JsonNode? value) in changes)
        {
            Check(name);
            if (value is JsonObject members && name != NetworkName)
            {
                Set(options, members.Select(member => KeyValuePair.Create($"{name}.{member.Key}", member.Value)), own);
                continue;
            }

            string[] path = name.Split('.');
            JsonObject parent = options;
            foreach (string part in path[..^1])
            {
                parent = (JsonObject)parent[part]!;
            }

            parent[path[^1]] = name == NetworkName && value is JsonValue network && !own.Contains(network.ToString())
                ? Network(network.ToString(), own)
                : value?.DeepClone();
        }
    }

    /// <summary>Takes the name of a network of the sweep's own out of the options, which then name none.</summary>
    /// <returns>The name; null where the network is the library's.</returns>
    public static string? TakeNetwork(JsonObject options)
    {
        string? name = options[NetworkName] is JsonValue own ? own.ToString() : null;
        if (name is not null)
        {
            options[NetworkName] = null;
        }

        return name;
    }

    /// <summary>Reads and checks options.</summary>
    /// <exception cref="SweepFileException">A value is not of its option's kind, or out of range.</exception>
    public static TrainingOptions Read(JsonObject options)
    {
        try
        {
            TrainingOptions read = TrainingJson.Deserialize<TrainingOptions>(options.ToJsonString());
            read.Validate();
            return read;
        }
        catch (JsonException e)
        {
            string place = e.Path is ['$', '.', .. string path] ? path : "an option";
            throw new SweepFileException($"the value of '{place}' is not of the option's kind.", e);
        }
        catch (ArgumentException e)
        {
            // Without the parameter's name, which is the option's own.
            throw new SweepFileException(e.Message.Split(" (Parameter")[0], e);
        }
    }

    /// <summary>True for an option that has whole numbers only.</summary>
    public static bool IsWhole(string name)
    {
        Type type = typeof(TrainingOptions);
        foreach (string part in name.Split('.'))
        {
            type = type.GetProperty(part, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType
                ?? typeof(double);
        }

        return type == typeof(int) || type == typeof(long);
    }

    /// <summary>Checks that there is such an option.</summary>
    /// <exception cref="SweepFileException">There is not.</exception>
    public static void Check(string name)
    {
        if (!All.Contains(name, StringComparer.Ordinal))
        {
            throw new SweepFileException($"'{name}' is no option of training. There are {string.Join(", ", All)}.");
        }
    }

    /// <summary>What is not as by default, for telling trainings apart: an option that a later version adds changes nothing.</summary>
    public static string Changed(TrainingOptions options)
    {
        var changed = (JsonObject)JsonNode.Parse(TrainingJson.Serialize(options))!;
        Strip(changed, Defaults());
        return changed.ToJsonString();
    }

    private static void Strip(JsonObject options, JsonObject defaults)
    {
        foreach ((string name, JsonNode? value) in options.ToArray())
        {
            if (JsonNode.DeepEquals(value, defaults[name]))
            {
                options.Remove(name);
            }
            else if (name != NetworkName && value is JsonObject members && defaults[name] is JsonObject standard)
            {
                Strip(members, standard);
            }
        }
    }

    private static JsonNode? Network(string name, IReadOnlyCollection<string> own) =>
        DigitCnnOptions.Named.TryGetValue(name, out DigitCnnOptions? network)
        ? JsonNode.Parse(TrainingJson.Serialize(network))
        : throw new SweepFileException(
            $"there is no network '{name}': there are {string.Join(", ", DigitCnnOptions.Named.Keys.Concat(own))}, "
            + "and what 'networks' describes.");

    private static IEnumerable<string> Names(JsonObject options, string prefix)
    {
        foreach ((string name, JsonNode? value) in options)
        {
            yield return prefix + name;
            if (prefix.Length + name.Length > 0 && name != NetworkName && value is JsonObject members)
            {
                foreach (string inner in Names(members, $"{prefix}{name}."))
                {
                    yield return inner;
                }
            }
        }
    }
}
