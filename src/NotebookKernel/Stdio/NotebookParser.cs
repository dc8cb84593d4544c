using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Documents.Jupyter;
using NotebookKernel.Headless.Documents;

namespace NotebookKernel.Stdio;

/// <summary>
/// Reads and writes notebooks for Polyglot Notebooks, as <c>dotnet-interactive notebook-parser</c> does: requests come in and answers go
/// out as JSON, a line each
/// (<see href="https://github.com/dotnet/interactive/tree/main/src/dotnet-interactive/ParserServer"/>).
/// </summary>
/// <remarks>
/// Where the original loses the outputs of cells, ends at a file that it can't read, and spins once its client is gone, this one keeps
/// the outputs, answers with the reason, and ends.
/// </remarks>
/// <param name="input">Where requests come from.</param>
/// <param name="output">Where answers go.</param>
public sealed class NotebookParser(TextReader input, TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(Serializer.JsonSerializerOptions)
    {
        Converters = { new CellOutputConverter() },
    };

    /// <summary>Answers requests until the input ends.</summary>
    public async Task RunAsync()
    {
        while (await input.ReadLineAsync() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                await output.WriteLineAsync(Answer(line).ToJsonString(Json));
                await output.FlushAsync();
            }
        }
    }

    private static JsonObject Answer(string line)
    {
        JsonNode? id = null;
        try
        {
            JsonObject request = NotebookJson.Object(JsonNode.Parse(line), "the request");
            id = request["id"]?.DeepClone();
            return Answer(request) is var (name, content)
                ? new JsonObject { [name] = content, ["id"] = id }
                : throw new NotebookFormatException("A request is of type parse or serialize, for a notebook of type dib or ipynb.");
        }
        catch (Exception e)
        {
            return new JsonObject { ["errorMessage"] = e.Message, ["id"] = id };
        }
    }

    private static (string Name, JsonNode? Content)? Answer(JsonObject request)
    {
        switch (NotebookJson.Text(request, "type"), NotebookJson.Text(request, "serializationType"))
        {
            case ("parse", "dib"):
                return ("document", ToJson(CodeSubmission.Read(RawData(request), DibFile.KnownKernels)));
            case ("parse", "ipynb"):
                return ("document", ToJson(Notebook.Read(RawData(request), DibFile.KnownKernels)));
            case ("serialize", "dib"):
                return ("rawData", Base64(file =>
                    CodeSubmission.Write(Document(request), file, DibFile.KnownKernels, NotebookJson.Text(request, "newLine") ?? "\n")));
            case ("serialize", "ipynb"):
                return ("rawData", Base64(file => Notebook.Write(Document(request), file, DibFile.KnownKernels)));
            default:
                return null;
        }
    }

    private static MemoryStream RawData(JsonObject request) =>
        new(Convert.FromBase64String(
            NotebookJson.Text(request, "rawData") ?? throw new NotebookFormatException("The request has no \"rawData\".")));

    private static string Base64(Action<Stream> write)
    {
        using var file = new MemoryStream();
        write(file);
        return Convert.ToBase64String(file.ToArray());
    }

    // The serializer takes a document for a list of its cells, and can't fill what a cell creates by itself.
    private static JsonObject ToJson(InteractiveDocument document) => new()
    {
        ["elements"] = new JsonArray([.. document.Elements.Select(cell => JsonSerializer.SerializeToNode(cell, Json))]),
        ["metadata"] = JsonSerializer.SerializeToNode(document.Metadata, Json),
    };

    private static InteractiveDocument Document(JsonObject request)
    {
        JsonObject json = NotebookJson.Object(request["document"], "\"document\"");
        var document = new InteractiveDocument();
        foreach (JsonNode? cell in NotebookJson.Array(json["elements"], "\"elements\""))
        {
            InteractiveDocumentElement element = cell.Deserialize<InteractiveDocumentElement>(Json)!;
            element.Outputs.AddRange(cell!["outputs"].Deserialize<List<InteractiveDocumentOutputElement>>(Json) ?? []);
            document.Add(element);
        }

        IDictionary<string, object> metadata =
            json["metadata"].Deserialize<IDictionary<string, object>>(Json) ?? new Dictionary<string, object>();
        foreach ((string? key, object? value) in metadata)
        {
            document.Metadata[key] = value;
        }

        return document;
    }
}
