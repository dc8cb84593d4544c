using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookKernel.Headless.Documents;

/// <summary>
/// Makes the escapes in written JSON those of Jupyter's writer: characters of every script stand as they are, and control
/// characters have lower-case codes. .NET's writer, even at its most relaxed, escapes all beyond U+FFFF and some below.
/// </summary>
internal static partial class JsonEscapes
{
    private const int LastEscaped = 0x7E;

    public static string AsJupyterWrites(string json) =>
        json.Contains('\\', StringComparison.Ordinal) ? Escape().Replace(json, Rewrite) : json;

    private static string Rewrite(Match match)
    {
        if (!match.Groups["code"].Success)
        {
            return match.Value;
        }

        char first = Code(match.Groups["code"].Value);
        if (match.Groups["low"].Success)
        {
            return $"{first}{Code(match.Groups["low"].Value)}";
        }

        // Half of a pair is no character: it can only stand escaped.
        return first <= LastEscaped || char.IsSurrogate(first)
            ? $"\\u{(int)first:x4}"
            : first.ToString();
    }

    private static char Code(string hexadecimal) => (char)int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // The last alternative takes a whole escape of another sort, so that an escaped backslash before a u is no escape.
    [GeneratedRegex(@"\\u(?<code>[dD][89abAB][0-9a-fA-F]{2})\\u(?<low>[dD][c-fC-F][0-9a-fA-F]{2})|\\u(?<code>[0-9a-fA-F]{4})|\\.")]
    private static partial Regex Escape();
}
