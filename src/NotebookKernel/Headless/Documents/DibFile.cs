using System.Text;
using System.Text.RegularExpressions;

namespace NotebookKernel.Headless.Documents;

/// <summary>Reads .NET Interactive's plain-text notebooks: cells parted by lines that name a language.</summary>
/// <remarks>https://github.com/dotnet/interactive/blob/main/docs/FileFormats.md</remarks>
internal static partial class DibFile
{
    private static readonly HashSet<string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        "csharp", "c#", "fsharp", "f#", "pwsh", "powershell", "javascript", "js", "html", "markdown", "mermaid", "sql", "kql",
        "http", "value",
    };

    public static NotebookDocument Read(string text)
    {
        var cells = new List<(string Language, string Source)>();
        var language = "csharp";
        var source = new StringBuilder();
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            var magic = Separator().Match(line).Groups[1].Value;
            if (magic == "meta" || Languages.Contains(magic))
            {
                Close();
                language = magic;
            }
            else
            {
                source.Append(line).Append('\n');
            }
        }

        Close();
        return NotebookDocument.Create(cells);

        void Close()
        {
            var content = source.ToString().Trim('\n');
            source.Clear();
            if (content.Length > 0 && language != "meta")
            {
                cells.Add((Canonical(language), content));
            }
        }
    }

    private static string Canonical(string language) => language.ToUpperInvariant() switch
    {
        "C#" => "csharp",
        "F#" => "fsharp",
        "JS" => "javascript",
        "POWERSHELL" => "pwsh",
        _ => language,
    };

    [GeneratedRegex(@"^#!([\w#]+)\s*$")]
    private static partial Regex Separator();
}
