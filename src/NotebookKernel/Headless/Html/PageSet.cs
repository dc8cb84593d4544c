using System.Net;
using System.Text.RegularExpressions;
using NotebookKernel.Headless.Documents;
using SharedSource;

namespace NotebookKernel.Headless.Html;

/// <summary>The pages of several notebooks in one folder, which link to each other.</summary>
/// <param name="Pages">Each page's file name and title, in the order in which they are read.</param>
public sealed partial record PageSet(IReadOnlyList<(string File, string Title)> Pages)
{
    /// <summary>The name of the page that lists all pages.</summary>
    public const string IndexFile = "index.html";

    /// <summary>The pages of notebooks.</summary>
    /// <param name="notebooks">Each notebook's path, and the notebook.</param>
    public static PageSet Of(IEnumerable<(string Path, NotebookDocument Document)> notebooks)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        return new PageSet([.. notebooks.Select(notebook => (
            Path.GetFileNameWithoutExtension(notebook.Path) + ".html",
            NotebookPage.TitleOf(notebook.Document) ?? Path.GetFileNameWithoutExtension(notebook.Path)))]);
    }

    /// <summary>Writes the page that lists all pages, in one step.</summary>
    /// <param name="folder">The folder of the pages.</param>
    /// <returns>The file; nothing where a notebook's own page has its name.</returns>
    public string? SaveIndex(string folder)
    {
        if (Pages.Any(page => page.File.Equals(IndexFile, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        string path = Path.Combine(folder, IndexFile);
        string items = string.Concat(Pages.Select(page => $"<li>{Link(page.File, page.Title)}</li>\n"));
        AtomicFile.WriteAllText(path, NotebookPage.Document("Notebooks", $"<h1>Notebooks</h1>\n<ul class=\"nb-index\">\n{items}</ul>\n"));
        return path;
    }

    /// <summary>A list of all pages, this one without a link.</summary>
    internal string Navigation(string file) =>
        $"<nav class=\"nb-pages\" aria-label=\"Notebooks\">{string.Join(" ", Pages.Select(page => page.File == file
            ? $"<span aria-current=\"page\">{WebUtility.HtmlEncode(page.Title)}</span>"
            : Link(page.File, page.Title)))}</nav>\n";

    /// <summary>Makes links to the notebooks lead to their pages.</summary>
    internal string LeadToPages(string html) => NotebookLink().Replace(html, match =>
    {
        string page = match.Groups["name"].Value + ".html";
        return Pages.Any(other => other.File == page) ? $"href=\"{page}{match.Groups["place"].Value}\"" : match.Value;
    });

    private static string Link(string file, string title) => $"<a href=\"{Uri.EscapeDataString(file)}\">{WebUtility.HtmlEncode(title)}</a>";

    [GeneratedRegex("href=\"(?:\\./)?(?<name>[^\"/#]+)\\.ipynb(?<place>#[^\"]*)?\"")]
    private static partial Regex NotebookLink();
}
