using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DotNet.Interactive.Documents;

namespace NotebookKernel.Stdio;

/// <summary>An output of a cell, as Polyglot Notebooks writes it: what properties it has tells of what kind it is.</summary>
internal sealed class CellOutputConverter : JsonConverter<InteractiveDocumentOutputElement>
{
    private sealed record Properties(
        string? Name,
        string? Text,
        string? ErrorName,
        string? ErrorValue,
        string[]? StackTrace,
        IDictionary<string, object>? Data,
        IDictionary<string, object>? Metadata,
        int? ExecutionOrder);

    public override InteractiveDocumentOutputElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Properties read = JsonSerializer.Deserialize<Properties>(ref reader, options)!;
        if (read.ErrorName is not null)
        {
            return new ErrorElement(read.ErrorValue ?? "", read.ErrorName, read.StackTrace);
        }

        if (read.Text is not null)
        {
            return new TextElement(read.Text, read.Name ?? "stdout");
        }

        if (read.ExecutionOrder is { } order)
        {
            var returned = new ReturnValueElement { ExecutionOrder = order };
            Fill(returned.Data, Texts(read.Data, options));
            Fill(returned.Metadata, read.Metadata);
            return returned;
        }

        var shown = new DisplayElement(Texts(read.Data, options) ?? []);
        Fill(shown.Metadata, read.Metadata);
        return shown;
    }

    public override void Write(Utf8JsonWriter writer, InteractiveDocumentOutputElement value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);

    // The package writes texts alone, and fails at the object that an application/json is.
    private static Dictionary<string, object>? Texts(IDictionary<string, object>? data, JsonSerializerOptions options) =>
        data?.ToDictionary(
        form => form.Key,
        object (form) => form.Value switch
        {
            string text => text,
            IEnumerable<object> lines when lines.All(line => line is string) => string.Concat(lines),
            var value => JsonSerializer.Serialize(value, options),
        });

    private static void Fill(IDictionary<string, object> target, IEnumerable<KeyValuePair<string, object>>? source)
    {
        foreach ((string? key, object? value) in source ?? [])
        {
            target[key] = value;
        }
    }
}
