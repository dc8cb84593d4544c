using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Scripting;

/// <summary>One value in every form it can be shown in, as Jupyter's messages and notebook files carry it.</summary>
/// <param name="Data">MIME type (<c>text/html</c>, <c>text/plain</c>, ...) to content; binary types in base64.</param>
public sealed record MimeBundle(IReadOnlyDictionary<string, string> Data)
{
    /// <summary>The MIME type that every front can show.</summary>
    public const string PlainText = "text/plain";

    /// <summary>The MIME type of rich output.</summary>
    public const string Html = "text/html";

    /// <summary>A bundle of plain text alone.</summary>
    public static MimeBundle OfText(string text) => new(new Dictionary<string, string> { [PlainText] = text });

    /// <summary>The bundle as events of .NET Interactive carry it.</summary>
    public FormattedValue[] ToFormattedValues() => [.. Data.Select(form => new FormattedValue(form.Key, form.Value))];
}
