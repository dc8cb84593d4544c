using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compatibility.Tests;

/// <summary>What a cell showed, in a form in which two kernels can be compared.</summary>
internal static partial class Outputs
{
    /// <summary>A line for each output: its kind, and its richest form.</summary>
    public static List<string> Of(IEnumerable<JsonNode> events)
    {
        var outputs = new List<string>();
        foreach ((string? type, JsonNode? content) in events.Select(item => (item["eventType"]!.GetValue<string>(), item["event"]!)))
        {
            switch (type)
            {
                case "StandardOutputValueProduced":
                    Append(outputs, "stdout: ", Form(content));
                    break;
                case "StandardErrorValueProduced":
                    Append(outputs, "stderr: ", Form(content));
                    break;
                case "DisplayedValueProduced" or "DisplayedValueUpdated" or "ReturnValueProduced":
                    outputs.Add($"{type}: {Form(content)}");
                    break;
                case "DiagnosticsProduced":
                    outputs.AddRange(content["formattedDiagnostics"]!.AsArray()
                        .Select(diagnostic => diagnostic!["value"]!.GetValue<string>())
                        .Where(text => text.Contains("warning", StringComparison.Ordinal)
                            && !text.Contains("CS170", StringComparison.Ordinal)));
                    break;
                case "CommandFailed":
                    outputs.Add("failed");
                    break;
            }
        }

        return outputs;
    }

    // The same text may come in more pieces from one than from the other.
    private static void Append(List<string> outputs, string kind, string text)
    {
        if (outputs.Count > 0 && outputs[^1].StartsWith(kind, StringComparison.Ordinal))
        {
            outputs[^1] += text;
        }
        else
        {
            outputs.Add(kind + text);
        }
    }

    private static string Form(JsonNode content)
    {
        var forms = content["formattedValues"]!.AsArray().ToDictionary(
            form => form!["mimeType"]!.GetValue<string>(), form => form!["value"]!.GetValue<string>());
        string richest = forms.ContainsKey("text/html") ? "text/html" : forms.Keys.First();
        string text = Style().Replace(forms[richest], "").ReplaceLineEndings("\n");
        text = Volatile().Replace(text, "*");
        return kindOf(richest) + text;

        static string kindOf(string mimeType) => mimeType == "text/plain" ? "" : $"({mimeType}) ";
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("table_[0-9]+|(Submission#[0-9]+|Script)(?=\\+)|[0-9a-f]{32}|[0-9]+(\\.[0-9]+)?ms|PACKAGES[^`]*")]
    private static partial Regex Volatile();
}
