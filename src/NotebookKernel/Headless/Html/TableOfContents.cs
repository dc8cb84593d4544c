using System.Text;
using System.Text.RegularExpressions;

namespace NotebookKernel.Headless.Html;

/// <summary>The list of a page's sections.</summary>
internal static partial class TableOfContents
{
    // Fewer sections are seen at a glance.
    private const int FewestSections = 3;

    /// <summary>The page with an id at each section's heading, none of them twice, and the list that leads there.</summary>
    /// <param name="html">The page; the headings of its sections are of the second level.</param>
    public static (string Html, string Contents) Of(string html)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = new StringBuilder();
        int count = 0;
        string numbered = Section().Replace(html, match =>
        {
            string id = match.Groups["id"].Value;
            int before = seen.GetValueOrDefault(id);
            seen[id] = before + 1;
            id = before == 0 ? id : $"{id}-{before + 1}";
            count++;
            items.Append($"<li><a href=\"#{id}\">{Tag().Replace(match.Groups["title"].Value, "")}</a></li>\n");
            return $"<h2 id=\"{id}\">{match.Groups["title"].Value}</h2>";
        });
        return count < FewestSections
            ? (numbered, "")
            : (numbered, $"<nav class=\"nb-contents\" aria-label=\"On this page\">\n<ul>\n{items}</ul>\n</nav>\n");
    }

    [GeneratedRegex("<h2 id=\"(?<id>[^\"]*)\">(?<title>.*?)</h2>", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
