using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandwrittenDigits.Modeling.Layers;

/// <summary>A height and a width, pixels; in JSON one number where they are the same, else <c>[height, width]</c>.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The same in both directions.</summary>
    public Extent(int side)
        : this(side, side)
    {
    }

    /// <summary>The same in both directions.</summary>
    public static implicit operator Extent(int side) => new(side);

    /// <inheritdoc/>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height} x {Width}";

    internal static Extent Of(long[] numbers) => numbers is [var height, var width] ? new((int)height, (int)width) : new((int)numbers[0]);

    /// <summary>What <see cref="Converter"/> writes; null where it is something else.</summary>
    internal static Extent? Of(JsonElement json)
    {
        int?[] sides = json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(LayerSettings.ToInteger)]
            : [LayerSettings.ToInteger(json), LayerSettings.ToInteger(json)];
        return sides is [{ } height, { } width] ? new Extent(height, width) : null;
    }

    internal (long Height, long Width) ToLongs() => (Height, Width);

    private sealed class Converter : JsonConverter<Extent>
    {
        public override Extent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Of(JsonElement.ParseValue(ref reader)) ?? throw new JsonException("A number or two are expected, height and width.");

        public override void Write(Utf8JsonWriter writer, Extent value, JsonSerializerOptions options)
        {
            if (value.Height == value.Width)
            {
                writer.WriteNumberValue(value.Height);
            }
            else
            {
                JsonSerializer.Serialize(writer, (int[])[value.Height, value.Width], options);
            }
        }
    }
}
