namespace NotebookKernel.LanguageServices;

/// <summary>The ways to go on typing at a place in the code.</summary>
/// <param name="Items">The ways, best first.</param>
/// <param name="Start">The UTF-16 index where the text that they replace starts.</param>
/// <param name="End">The UTF-16 index after it.</param>
internal sealed record CompletionMatches(IReadOnlyList<CompletionMatch> Items, int Start, int End);
