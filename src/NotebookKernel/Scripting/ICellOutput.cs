using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Scripting;

/// <summary>Where the output of one cell goes while it runs. Every member may be called from any thread.</summary>
public interface ICellOutput
{
    /// <summary>Appends text to a stream; <paramref name="text"/> is any piece of it, not a whole line.</summary>
    void Write(OutputStream stream, string text);

    /// <summary>Shows a new display.</summary>
    /// <param name="bundle">What to show.</param>
    /// <param name="displayId">The id under which <see cref="Update"/> can replace it, or null if it never will be.</param>
    void Display(MimeBundle bundle, string? displayId);

    /// <summary>Replaces what every display of that id shows, in this cell or an earlier one.</summary>
    void Update(MimeBundle bundle, string displayId);

    /// <summary>Asks the user for one line.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="password">True to hide what is typed.</param>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    string ReadLine(string prompt, bool password);
}

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

/// <summary>The two text streams of a cell.</summary>
public enum OutputStream
{
    /// <summary><c>stdout</c>.</summary>
    StandardOutput,

    /// <summary><c>stderr</c>.</summary>
    StandardError,
}
