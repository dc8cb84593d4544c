using System.Text.Json;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>
/// A layer in a model's file, setting by setting. A serializer that knows the types would take a tenth of the time of a program that starts
/// to read one digit.
/// </summary>
/// <param name="json">An object.</param>
internal readonly struct LayerSettings(JsonElement json)
{
    /// <summary>A text; without another one to take, it has to be there.</summary>
    /// <exception cref="JsonException">It is missing, or no text.</exception>
    public string Text(string name, string? otherwise = null) =>
        Find(name, otherwise is not null) is not { } value ? otherwise!
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Wrong(name, "a text");

    /// <summary>A whole number; without another one to take, it has to be there.</summary>
    /// <exception cref="JsonException">It is missing, or no whole number.</exception>
    public int Integer(string name, int? otherwise = null) =>
        Find(name, otherwise is not null) is { } value ? ToInteger(value, name) : otherwise!.Value;

    /// <summary>A number; without another one to take, it has to be there.</summary>
    /// <exception cref="JsonException">It is missing, or no number.</exception>
    public double Number(string name, double? otherwise = null) => Find(name, otherwise is not null) is not { } value ? otherwise!.Value
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : throw Wrong(name, "a number");

    /// <summary>True or false.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public bool Flag(string name, bool otherwise) => Find(name, isOptional: true)?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>A height and a width, or one number for both; without others to take, they have to be there.</summary>
    /// <exception cref="JsonException">They are missing, or no such numbers.</exception>
    public Extent Extent(string name, Extent? otherwise = null)
    {
        if (Find(name, otherwise is not null) is not { } value)
        {
            return otherwise!.Value;
        }

        return value.ValueKind == JsonValueKind.Number ? new Extent(ToInteger(value, name))
            : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            ? new Extent(ToInteger(value[0], name), ToInteger(value[1], name))
            : throw Wrong(name, "a number or two, height and width");
    }

    /// <summary>One of the names of an enumeration.</summary>
    /// <exception cref="JsonException">It is missing, or none of them.</exception>
    public T Choice<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse(Text(name), ignoreCase: true, out T choice) && Enum.IsDefined(choice)
            ? choice
            : throw Wrong(name, string.Join(" or ", Enum.GetNames<T>()));

    private static int ToInteger(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Wrong(name, "a whole number");

    private static JsonException Wrong(string name, string expected) => new($"A layer's '{name}' is not {expected}.");

    private JsonElement? Find(string name, bool isOptional) =>
        json.ValueKind != JsonValueKind.Object ? throw new JsonException("A layer is an object with its kind and settings.")
        : json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value
        : isOptional ? null
        : throw new JsonException($"A layer has no '{name}'.");
}
