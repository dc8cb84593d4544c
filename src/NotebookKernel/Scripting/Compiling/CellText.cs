using System.Text;
using System.Text.RegularExpressions;

namespace NotebookKernel.Scripting.Compiling;

/// <summary>A cell's text, parted into the C# that it holds and what .NET Interactive writes around it.</summary>
/// <param name="CSharp">The C#, every line of it where it was.</param>
/// <param name="PackageSources">What <c>#i "nuget: ..."</c> adds to where packages come from.</param>
/// <param name="Shown">What a cell in another language shows, null for C#.</param>
internal sealed partial record CellText(string CSharp, IReadOnlyList<string> PackageSources, MimeBundle? Shown)
{
    private static readonly HashSet<string> CSharpNames = new(StringComparer.OrdinalIgnoreCase) { "csharp", "c#", "cs" };

    /// <summary>Reads a cell.</summary>
    /// <exception cref="CellRefusedException">It uses a magic command that has no meaning here.</exception>
    public static CellText Parse(string code)
    {
        if (!code.Contains("#!", StringComparison.Ordinal) && !code.Contains("#i", StringComparison.Ordinal))
        {
            return new CellText(code, [], null);
        }

        var lines = code.Split('\n');
        var sources = new List<string>();
        var csharp = new StringBuilder(code.Length);
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].TrimEnd('\r');
            if (PackageSource().Match(line) is { Success: true } source)
            {
                sources.Add(source.Groups[1].Value.Trim());
                line = "";
            }
            else if (Magic().Match(line) is { Success: true } magic)
            {
                var rest = string.Join('\n', lines[(index + 1)..]);
                if (string.IsNullOrWhiteSpace(csharp.ToString()) && InAnotherLanguage(magic.Groups[1].Value, rest) is { } shown)
                {
                    return new CellText("", sources, shown);
                }

                RefuseUnlessCSharp(magic.Groups[1].Value, index + 1);
                line = "";
            }

            csharp.Append(index == 0 ? "" : "\n").Append(line);
        }

        return new CellText(csharp.ToString(), sources, null);
    }

    /// <summary>What a cell in a language that needs no kernel shows, null for any other.</summary>
    public static MimeBundle? InAnotherLanguage(string language, string text) => language.ToUpperInvariant() switch
    {
        "HTML" or "SVG" => Bundle(MimeBundle.Html, text),
        "JAVASCRIPT" or "JS" => Bundle(MimeBundle.Html, $"<script type=\"text/javascript\">{text}</script>"),
        "MARKDOWN" => Bundle("text/markdown", text),
        "MERMAID" => Bundle("text/vnd.mermaid", text),
        _ => null,
    };

    private static MimeBundle Bundle(string mimeType, string text) =>
        new(new Dictionary<string, string> { [mimeType] = text, [MimeBundle.PlainText] = text });

    private static void RefuseUnlessCSharp(string name, int line)
    {
        if (InAnotherLanguage(name, "") is not null)
        {
            throw new CellRefusedException(
                "UnsupportedMagic", $"line {line}: #!{name} begins another language after C#. Give that part a cell of its own.");
        }

        if (!CSharpNames.Contains(name))
        {
            throw new CellRefusedException(
                "UnsupportedMagic",
                $"line {line}: #!{name} is a magic command of .NET Interactive that this kernel does not have. " +
                "It runs C#, and shows cells that begin with #!html, #!javascript, #!markdown or #!mermaid.");
        }
    }

    [GeneratedRegex("""^\s*#i\s+"nuget:\s*([^"]+)"\s*;?\s*$""")]
    private static partial Regex PackageSource();

    [GeneratedRegex(@"^#!([\w#-]+)")]
    private static partial Regex Magic();
}
