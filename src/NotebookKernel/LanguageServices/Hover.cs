using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.QuickInfo;

namespace NotebookKernel.LanguageServices;

/// <summary>What a tool tip says.</summary>
/// <param name="Markdown">As Markdown: the declaration as code, then its documentation.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Start">The UTF-16 index where what it is about starts.</param>
/// <param name="End">The UTF-16 index after it.</param>
internal sealed record Hover(string Markdown, string Text, int Start, int End)
{
    /// <summary>Describes what stands at a place in a document; null if it is nothing that has a description.</summary>
    /// <param name="document">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    public static async Task<Hover?> AtAsync(Document document, int position)
    {
        var service = QuickInfoService.GetService(document);
        QuickInfoItem? info = service is null ? null : await service.GetQuickInfoAsync(document, position).ConfigureAwait(false);
        if (info is null || info.Sections.IsEmpty)
        {
            return null;
        }

        var markdown = new StringBuilder();
        var text = new StringBuilder();
        foreach (QuickInfoSection section in info.Sections)
        {
            string plain = section.Text.ReplaceLineEndings("\n").Replace('\u00a0', ' ').Trim();
            markdown.Append(section.Kind == QuickInfoSectionKinds.Description ? $"```csharp\n{plain}\n```\n" : $"\n{plain}\n");
            text.Append(plain).Append('\n');
        }

        return new Hover(markdown.ToString().Trim(), text.ToString().TrimEnd(), info.Span.Start, info.Span.End);
    }
}
