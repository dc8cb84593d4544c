using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HandwrittenDigits.Modeling;

/// <summary>
/// The JSON header of a safetensors file: <c>{"__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [2, 3],
/// "data_offsets": [begin, end]}}</c>, offsets counted from the header's end. It is read as the reference implementation
/// reads it: no name twice, no overlap, no gap, no byte left over.
/// </summary>
internal static class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private const int Alignment = 8;

    // Not escaping quotes and non-ASCII as \uXXXX keeps JSON inside the metadata readable; any JSON parser takes both.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    public static byte[] Write(IEnumerable<KeyValuePair<string, SafetensorsTensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, SafetensorsTensor tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.DType.ToString());
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [offset, offset + tensor.Data.Length]);
                json.WriteEndObject();
                offset += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of 8, so that the first tensor is aligned in a mapped file.
        int padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        return [.. buffer.WrittenSpan, .. Enumerable.Repeat((byte)' ', padding)];
    }

    public static SafetensorsFile Read(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> data, string source)
    {
        if (header.IsEmpty || header.Span[0] != '{')
        {
            throw new ModelFormatException(source, "its header does not begin with '{': is it a safetensors file?");
        }

        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<(string Name, Entry Entry)> entries = ReadEntries(header, metadata, source);
        var tensors = new SortedDictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        long expected = 0;
        foreach ((string name, Entry entry) in entries.OrderBy(entry => entry.Entry.Begin).ThenBy(entry => entry.Entry.End))
        {
            tensors.Add(name, Slice(name, entry, expected, data, source));
            expected = entry.End;
        }

        if (expected != data.Length)
        {
            throw new ModelFormatException(source, $"the tensors end at byte {expected} of the data, which has {data.Length} bytes.");
        }

        return new SafetensorsFile(tensors, metadata);
    }

    private static List<(string Name, Entry Entry)> ReadEntries(
        ReadOnlyMemory<byte> header, SortedDictionary<string, string> metadata, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(header, ReaderOptions);
            var entries = new List<(string Name, Entry Entry)>();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey))
                {
                    ReadMetadata(property.Value, metadata, source);
                }
                else
                {
                    entries.Add((property.Name, ReadEntry(property, source)));
                }
            }

            return entries;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is what System.Text.Json throws where a text of valid JSON is no Unicode.
            throw new ModelFormatException(source, $"its header is not the JSON that the format asks for: {exception.Message}", exception);
        }
    }

    private static void ReadMetadata(JsonElement element, SortedDictionary<string, string> metadata, string source)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFormatException(source, $"{MetadataKey} is {element.ValueKind} where an object of texts is expected.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw new ModelFormatException(
                    source, $"{MetadataKey} '{property.Name}' is {property.Value.ValueKind} where a text is expected.");
            }

            metadata.Add(property.Name, property.Value.GetString()!);
        }
    }

    private static Entry ReadEntry(JsonProperty property, string source)
    {
        string name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFormatException(source, $"tensor '{name}' is {property.Value.ValueKind} where an object is expected.");
        }

        string text = property.Value.TryGetProperty("dtype", out JsonElement dtype) && dtype.ValueKind == JsonValueKind.String
            ? dtype.GetString()!
            : throw new ModelFormatException(source, $"tensor '{name}' has no dtype.");
        if (Array.IndexOf(Enum.GetNames<SafetensorsDType>(), text) < 0)
        {
            throw new ModelFormatException(
                source, $"tensor '{name}' has elements of type '{text}'; read are {string.Join(", ", Enum.GetNames<SafetensorsDType>())}.");
        }

        long[] shape = ReadNumbers(property, "shape", source);
        return ReadNumbers(property, "data_offsets", source) is [long begin, long end]
            ? new Entry(Enum.Parse<SafetensorsDType>(text), shape, begin, end)
            : throw new ModelFormatException(source, $"tensor '{name}' needs two data_offsets, where it begins and where it ends.");
    }

    private static long[] ReadNumbers(JsonProperty tensor, string key, string source)
    {
        if (!tensor.Value.TryGetProperty(key, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new ModelFormatException(source, $"tensor '{tensor.Name}' has no list of {key}.");
        }

        long[] numbers = new long[array.GetArrayLength()];
        int count = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            numbers[count++] = element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) && number >= 0
                ? number
                : throw new ModelFormatException(
                    source,
                    $"{key} of tensor '{tensor.Name}' have to be whole numbers of at least 0; found {element.GetRawText()}.");
        }

        return numbers;
    }

    private static SafetensorsTensor Slice(string name, Entry entry, long expected, ReadOnlyMemory<byte> data, string source)
    {
        if (entry.Begin != expected || entry.End < entry.Begin || entry.End > data.Length)
        {
            throw new ModelFormatException(
                source,
                $"tensor '{name}' is said to lie at bytes {entry.Begin} to {entry.End}; "
                + $"expected was one from {expected} to at most {data.Length}, without gap or overlap.");
        }

        if (!SafetensorsTensor.TryCountBytes(entry.DType, entry.Shape, out long bytes) || bytes != entry.End - entry.Begin)
        {
            throw new ModelFormatException(
                source,
                $"tensor '{name}', {entry.DType} of shape [{string.Join(", ", entry.Shape)}], "
                + $"does not fit its {entry.End - entry.Begin} bytes.");
        }

        return new SafetensorsTensor(entry.DType, entry.Shape, data[(int)entry.Begin..(int)entry.End]);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private sealed record Entry(SafetensorsDType DType, long[] Shape, long Begin, long End);
}
