namespace NotebookKernel.LanguageServices;

/// <summary>One way to go on typing.</summary>
/// <param name="Text">What replaces the text that was typed.</param>
/// <param name="Kind">What it is, in the words of editors: <c>method</c>, <c>property</c>, <c>class</c>, <c>keyword</c>, ...</param>
/// <param name="Signature">Its declaration, null if it has none or was not looked up.</param>
/// <param name="Documentation">The summary of its documentation, null if it has none or was not looked up.</param>
internal sealed record CompletionMatch(string Text, string Kind, string? Signature, string? Documentation);
