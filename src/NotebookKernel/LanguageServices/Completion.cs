using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKernel.LanguageServices;

/// <summary>The ways to go on typing at a place in a document.</summary>
internal static class Completion
{
    // Looking up a signature costs about a millisecond; a list this long is typed further, not read.
    private const int MostDescribed = 40;

    private static readonly string[] Kinds =
    [
        WellKnownTags.Method, WellKnownTags.ExtensionMethod, WellKnownTags.Property, WellKnownTags.Field, WellKnownTags.Constant,
        WellKnownTags.Local, WellKnownTags.Parameter, WellKnownTags.RangeVariable, WellKnownTags.Event, WellKnownTags.EnumMember,
        WellKnownTags.Class, WellKnownTags.Structure, WellKnownTags.Interface, WellKnownTags.Enum, WellKnownTags.Delegate,
        WellKnownTags.TypeParameter, WellKnownTags.Namespace, WellKnownTags.Keyword, WellKnownTags.Label, WellKnownTags.Operator,
    ];

    /// <summary>Finds what fits the text that was typed before the position.</summary>
    /// <param name="document">The cell.</param>
    /// <param name="position">The cursor's UTF-16 index.</param>
    public static async Task<CompletionMatches> FindAsync(Document document, int position)
    {
        CompletionService service = CompletionService.GetService(document)
            ?? throw new InvalidOperationException(
                "Roslyn's C# completion service is missing: Microsoft.CodeAnalysis.CSharp.Features was not loaded.");
        SourceText text = await document.GetTextAsync().ConfigureAwait(false);
        CompletionList list = await service.GetCompletionsAsync(document, position).ConfigureAwait(false);
        string typed = text.ToString(new(list.Span.Start, position - list.Span.Start));
        var matches = Match(service, document, list.ItemsList, typed)
            .DistinctBy(Insertion)
            .OrderByDescending(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var described = new List<CompletionMatch>(matches.Count);
        foreach (CompletionItem? item in matches)
        {
            CompletionDescription? description = described.Count < MostDescribed
                ? await service.GetDescriptionAsync(document, item).ConfigureAwait(false)
                : null;
            described.Add(Describe(item, description));
        }

        return new CompletionMatches(described, list.Span.Start, position);
    }

    private static IEnumerable<CompletionItem> Match(
        CompletionService service, Document document, IReadOnlyList<CompletionItem> items, string typed)
    {
        var simple = items.Where(item => !item.IsComplexTextEdit).ToImmutableArray();
        var prefixed = simple.Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToImmutableArray();

        // "WL" finds WriteLine, but only where nothing starts with it.
        return prefixed.Length > 0 ? prefixed : service.FilterItems(document, simple, typed);
    }

    private static string Insertion(CompletionItem item) =>
        item.Properties.TryGetValue("InsertionText", out string? insertion) ? insertion : item.DisplayText;

    private static CompletionMatch Describe(CompletionItem item, CompletionDescription? description)
    {
        string kind = Kinds.FirstOrDefault(item.Tags.Contains) ?? "";
        kind = kind switch
        {
            WellKnownTags.ExtensionMethod => "method",
            WellKnownTags.Local or WellKnownTags.RangeVariable => "variable",
            _ => kind.ToLowerInvariant(),
        };

        // The first line declares; what follows is the documentation's summary.
        string[] lines = description?.Text.Replace('\u00a0', ' ')
            .Split('\n', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new CompletionMatch(Insertion(item), kind, lines.ElementAtOrDefault(0), lines.ElementAtOrDefault(1));
    }
}

/// <summary>One way to go on typing.</summary>
/// <param name="Text">What replaces the text that was typed.</param>
/// <param name="Kind">What it is, in the words of editors: <c>method</c>, <c>property</c>, <c>class</c>, <c>keyword</c>, ...</param>
/// <param name="Signature">Its declaration, null if it has none or was not looked up.</param>
/// <param name="Documentation">The summary of its documentation, null if it has none or was not looked up.</param>
internal sealed record CompletionMatch(string Text, string Kind, string? Signature, string? Documentation);

/// <summary>The ways to go on typing at a place in the code.</summary>
/// <param name="Items">The ways, best first.</param>
/// <param name="Start">The UTF-16 index where the text that they replace starts.</param>
/// <param name="End">The UTF-16 index after it.</param>
internal sealed record CompletionMatches(IReadOnlyList<CompletionMatch> Items, int Start, int End);
