using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.LanguageServices;
using NotebookKernel.Scripting;

namespace NotebookKernel.Jupyter.Requests;

/// <summary>What the editor asks while the user types: <c>complete</c>, <c>inspect</c>, <c>is_complete</c>.</summary>
internal sealed class LanguageRequests(Task<ScriptSession> session)
{
    /// <summary>Answers <c>complete_request</c>.</summary>
    public async Task<JsonObject> CompleteAsync(JsonElement content)
    {
        string code = content.Text("code");
        ScriptSession opened = await session.ConfigureAwait(false);
        int position = CodePoints.ToUtf16(code, content.Number("cursor_pos", int.MaxValue));
        CompletionMatches found = await opened.CompleteAsync(code, position).ConfigureAwait(false);
        int start = CodePoints.FromUtf16(code, found.Start);
        int end = CodePoints.FromUtf16(code, found.End);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(item => Experimental(item, start, end))]),
            },
        };
    }

    /// <summary>Answers <c>inspect_request</c>.</summary>
    public async Task<JsonObject> InspectAsync(JsonElement content)
    {
        string code = content.Text("code");
        bool detailed = content.Number("detail_level", 0) > 0;
        ScriptSession opened = await session.ConfigureAwait(false);
        int position = CodePoints.ToUtf16(code, content.Number("cursor_pos", int.MaxValue));
        string? text = await opened.InspectAsync(code, position, detailed).ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = text is not null,
            ["data"] = text is null ? [] : new JsonObject { [MimeBundle.PlainText] = text },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Answers <c>is_complete_request</c>.</summary>
    public static JsonObject IsComplete(JsonElement content)
    {
        string code = content.Text("code");
        return ScriptSession.CheckCompleteness(code) switch
        {
            CodeCompleteness.Complete => new JsonObject { ["status"] = "complete" },
            CodeCompleteness.Invalid => new JsonObject { ["status"] = "invalid" },
            _ => new JsonObject { ["status"] = "incomplete", ["indent"] = Indentation.After(code) },
        };
    }

    private static JsonNode Experimental(CompletionMatch item, int start, int end)
    {
        var entry = new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["start"] = start, ["end"] = end };
        if (item.Signature is { } signature)
        {
            entry["signature"] = signature;
        }

        if (item.Documentation is { } documentation)
        {
            entry["documentation"] = documentation;
        }

        return entry;
    }
}
