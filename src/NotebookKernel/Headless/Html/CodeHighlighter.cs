using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;
using NotebookKernel.Scripting;

namespace NotebookKernel.Headless.Html;

/// <summary>Colours C# by what the compiler's own classifier takes each word for, with no script in the page.</summary>
internal static class CodeHighlighter
{
    /// <summary>The code as HTML, words in <c>span</c>s of the classes that <see cref="PageStyle"/> colours.</summary>
    public static string ToHtml(string code)
    {
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo
            .Create(ProjectId.CreateNewId(), VersionStamp.Default, "cell", "cell", LanguageNames.CSharp)
            .WithParseOptions(ScriptSession.ParseOptions));
        Document document = project.AddDocument("cell", code);
        IEnumerable<ClassifiedSpan> spans =
            Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, code.Length)).GetAwaiter().GetResult();

        var html = new StringBuilder(code.Length * 2);
        int written = 0;
        foreach (ClassifiedSpan span in spans.OrderBy(span => span.TextSpan.Start).ThenByDescending(span => span.TextSpan.Length))
        {
            if (span.TextSpan.Start < written || ClassOf(span.ClassificationType) is not { } name)
            {
                continue;
            }

            html.Append(WebUtility.HtmlEncode(code[written..span.TextSpan.Start]));
            html.Append($"<span class=\"{name}\">").Append(WebUtility.HtmlEncode(code[span.TextSpan.Start..span.TextSpan.End])).Append(
                "</span>");
            written = span.TextSpan.End;
        }

        return html.Append(WebUtility.HtmlEncode(code[written..])).ToString();
    }

    private static string? ClassOf(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword
            or ClassificationTypeNames.PreprocessorKeyword => "k",
        ClassificationTypeNames.StringLiteral or ClassificationTypeNames.VerbatimStringLiteral
            or ClassificationTypeNames.PreprocessorText => "s",
        ClassificationTypeNames.NumericLiteral => "n",
        ClassificationTypeNames.Comment => "c",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.StructName or ClassificationTypeNames.RecordClassName
            or ClassificationTypeNames.RecordStructName or ClassificationTypeNames.EnumName
            or ClassificationTypeNames.InterfaceName => "t",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "m",
        _ => null,
    };
}
