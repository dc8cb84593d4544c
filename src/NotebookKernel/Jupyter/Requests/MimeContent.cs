using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>A value in the form that messages carry: <c>data</c> by MIME type, and <c>metadata</c>.</summary>
internal static class MimeContent
{
    /// <summary>The members of a <c>display_data</c> or <c>execute_result</c>.</summary>
    public static JsonObject Of(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach ((string? type, string? content) in bundle.Data)
        {
            data[type] = IsJson(type) ? JsonOrText(content) : content;
        }

        return new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() };
    }

    // JSON types travel as JSON, all others as text.
    private static bool IsJson(string type) => type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal);

    private static JsonNode? JsonOrText(string content)
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
}
