using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using NotebookKernel.Headless.Documents;
using SharedSource;

namespace NotebookKernel.Headless.Html;

/// <summary>Turns a notebook with its outputs into one HTML page that needs nothing else: no network, no kernel.</summary>
public static partial class NotebookPage
{
    // The order in which the forms of one output are preferred.
    private static readonly string[] Preferred =
    [
        "text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/markdown", "text/plain",
    ];

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UseAdvancedExtensions().Use<TexMath>().Build();

    /// <summary>Renders a notebook.</summary>
    /// <param name="document">The notebook; scripts in its outputs run when the page is opened.</param>
    /// <param name="title">The page's title where the notebook has no heading.</param>
    /// <param name="file">The page's file name among <paramref name="pages"/>.</param>
    /// <param name="pages">The other pages beside it, which it links to; none where it stands alone.</param>
    public static string Render(NotebookDocument document, string title, string? file = null, PageSet? pages = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var body = new StringBuilder();
        foreach (NotebookCell cell in document.Cells)
        {
            if (cell.Type == "markdown" || (cell.IsCode && cell.Language == "markdown"))
            {
                string html = Markdig.Markdown.ToHtml(cell.Source, Markdown);
                body.Append("<section class=\"nb-text\">").Append(pages?.LeadToPages(html) ?? html).Append("</section>\n");
            }
            else if (cell.IsCode)
            {
                AppendCode(body, cell);
            }
        }

        (string text, string contents) = TableOfContents.Of(body.ToString());
        string navigation = file is null || pages is null ? "" : pages.Navigation(file);
        return Document(TitleOf(document) ?? title, navigation + contents + text + navigation);
    }

    /// <summary>Writes the page of a notebook, in one step.</summary>
    public static void Save(NotebookDocument document, string title, string path, PageSet? pages = null) =>
        AtomicFile.WriteAllText(path, Render(document, title, Path.GetFileName(path), pages));

    /// <summary>Where on its notebook's page a cell stands, to follow '#'; nothing where it was not run.</summary>
    public static string? AnchorOf(NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.ExecutionCount is { } count ? $"cell-{count}" : null;
    }

    /// <summary>A page around its content.</summary>
    internal static string Document(string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {PageStyle.Css}
        </style>
        </head>
        <body>
        <main>
        {content}</main>
        </body>
        </html>

        """;

    /// <summary>A notebook's first heading.</summary>
    internal static string? TitleOf(NotebookDocument document) => document.Cells
        .Where(cell => cell.Type == "markdown")
        .Select(cell => Heading().Match(cell.Source))
        .Where(match => match.Success)
        .Select(match => match.Groups[1].Value.Trim())
        .FirstOrDefault();

    private static void AppendCode(StringBuilder body, NotebookCell cell)
    {
        string place = AnchorOf(cell) is { } anchor ? $" id=\"{anchor}\"" : "";
        body.Append($"<section class=\"nb-code\"{place}>\n");
        if (cell.Source.Trim().Length > 0)
        {
            string code = cell.Language == "csharp" ? CodeHighlighter.ToHtml(cell.Source) : WebUtility.HtmlEncode(cell.Source);
            body.Append("<pre class=\"nb-source\" tabindex=\"0\"><code>").Append(code).Append("</code></pre>\n");
        }

        foreach (JsonNode? output in cell.Outputs)
        {
            AppendOutput(body, output);
        }

        body.Append("</section>\n");
    }

    private static void AppendOutput(StringBuilder body, JsonNode? output)
    {
        switch (NotebookJson.Text(output, "output_type"))
        {
            case "stream":
                string name = NotebookJson.Text(output, "name") == "stderr" ? " nb-stderr" : "";
                AppendText(body, "nb-output nb-stream" + name, TextOf(output!["text"]));
                break;
            case "error":
                IEnumerable<string> traceback = (output!["traceback"] as JsonArray ?? []).Select(line => TextOf(line));
                AppendText(body, "nb-output nb-error", string.Join('\n', traceback));
                break;
            default:
                if (output?["data"] is JsonObject data
                    && Preferred.FirstOrDefault(mimeType => data[mimeType] is not null) is { } best)
                {
                    AppendData(body, best, TextOf(data[best]));
                }

                break;
        }
    }

    private static void AppendData(StringBuilder body, string mimeType, string content)
    {
        if (mimeType == "text/plain")
        {
            AppendText(body, "nb-output", content);
            return;
        }

        string html = mimeType switch
        {
            "text/markdown" => Markdig.Markdown.ToHtml(content, Markdown),
            "image/png" or "image/jpeg" or "image/gif" =>
                $"<img alt=\"Output of the cell\" src=\"data:{mimeType};base64,{WebUtility.HtmlEncode(content.ReplaceLineEndings(""))}\">",
            _ => content,
        };
        body.Append("<div class=\"nb-output nb-rich\">").Append(html).Append("</div>\n");
    }

    private static void AppendText(StringBuilder body, string classes, string text) =>
        body.Append($"<pre class=\"{classes}\" tabindex=\"0\">")
            .Append(WebUtility.HtmlEncode(TerminalColor().Replace(text, "")))
            .Append("</pre>\n");

    // Whatever another program has put there is shown as well as it goes.
    private static string TextOf(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(TextOf)),
        JsonValue value when value.TryGetValue<string>(out string? text) => text,
        null => "",
        _ => node.ToJsonString(),
    };

    [GeneratedRegex(@"^#\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex TerminalColor();
}
