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
        Find(name, otherwise is not null) is { } value ? WholeNumber(value, name) : otherwise!.Value;

    /// <summary>A whole number, or none.</summary>
    /// <exception cref="JsonException">It is no whole number.</exception>
    public int? OptionalInteger(string name) => Find(name, isOptional: true) is { } value ? WholeNumber(value, name) : null;

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
    public Extent Extent(string name, Extent? otherwise = null) => Find(name, otherwise is not null) is { } value
        ? Layers.Extent.Of(value) ?? throw Wrong(name, "a number or two, height and width")
        : otherwise!.Value;

    /// <summary>One of the names of an enumeration.</summary>
    /// <exception cref="JsonException">It is missing, or none of them.</exception>
    public T Choice<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse(Text(name), ignoreCase: true, out T choice) && Enum.IsDefined(choice)
            ? choice
            : throw Wrong(name, string.Join(" or ", Enum.GetNames<T>()));

    /// <summary>A whole number of 32 bits; null where it is something else.</summary>
    public static int? ToInteger(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out int number) ? number : null;

    private static int WholeNumber(JsonElement value, string name) => ToInteger(value) ?? throw Wrong(name, "a whole number");

    private static JsonException Wrong(string name, string expected) => new($"A layer's '{name}' is not {expected}.");

    private JsonElement? Find(string name, bool isOptional) =>
        json.ValueKind != JsonValueKind.Object ? throw new JsonException("A layer is an object with its kind and settings.")
        : json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value
        : isOptional ? null
        : throw new JsonException($"A layer has no '{name}'.");
}
