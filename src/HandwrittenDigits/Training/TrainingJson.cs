using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandwrittenDigits.Training;

/// <summary>How a run's files are written: camelCase names, enumerations by name.</summary>
public static class TrainingJson
{
    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    internal static JsonSerializerOptions LineOptions => Line;

    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true };

    /// <summary>One line of JSON, or several indented ones.</summary>
    public static string Serialize<T>(T value, bool indented = false) => JsonSerializer.Serialize(value, indented ? Indented : Line);

    /// <summary>Reads what <see cref="Serialize"/> wrote. A name that the type does not have is an error, not passed over.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of that shape; the message says where.</exception>
    public static T Deserialize<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Line) ?? throw new JsonException("The JSON is null where a value is needed.");
}
