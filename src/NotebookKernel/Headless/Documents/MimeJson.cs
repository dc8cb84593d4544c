using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Documents;

/// <summary>MIME bundles in the form that notebook files have them in.</summary>
internal static class MimeJson
{
    /// <summary>The bundle as a file has it: text as lines, JSON as JSON, all else as one text.</summary>
    public static JsonObject Data(MimeBundle bundle) => new(bundle.Data
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => KeyValuePair.Create(entry.Key, Content(entry.Key, entry.Value))));

    private static JsonNode? Content(string mimeType, string content)
    {
        if (mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal))
        {
            try
            {
                return JsonNode.Parse(content);
            }
            catch (JsonException)
            {
                return content;
            }
        }

        bool isText = mimeType.StartsWith("text/", StringComparison.Ordinal)
            || mimeType is "image/svg+xml" or "application/javascript" or "application/xml";
        return isText ? NotebookJson.ToLines(content) : content;
    }
}
