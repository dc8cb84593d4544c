using Microsoft.DotNet.Interactive.Events;
using NotebookKernel.LanguageServices;

namespace NotebookKernel.Kernels;

/// <summary>A way to go on typing, with what the protocol has no member for.</summary>
/// <param name="match">The match.</param>
/// <param name="before">How many UTF-16 units before the cursor it replaces.</param>
/// <param name="after">How many after it.</param>
internal sealed class CSharpCompletion(CompletionMatch match, int before, int after)
    : CompletionItem(match.Text, Name(match.Kind), match.Text, match.Text, match.Text, insertTextFormat: null, Described(match))
{
    /// <summary>The match itself.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CompletionMatch Match { get; } = match;

    /// <summary>How many UTF-16 units before the cursor it replaces.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Before { get; } = before;

    /// <summary>How many after it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int After { get; } = after;

    // The protocol's names begin with a capital: Method, Property, EnumMember, ...
    private static string Name(string kind) => kind.Length == 0 ? "Text" : char.ToUpperInvariant(kind[0]) + kind[1..];

    private static string? Described(CompletionMatch match) =>
        match.Signature is null ? match.Documentation : $"{match.Signature}\n{match.Documentation}".TrimEnd();
}
