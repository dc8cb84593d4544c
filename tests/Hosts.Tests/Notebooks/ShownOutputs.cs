using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.Notebooks;

/// <summary>Holds what a page shows of a notebook to what its cells sent.</summary>
internal static class ShownOutputs
{
    // As what each kind of output is sent, and as what it is seen.
    private static readonly (string Sent, string Seen)[] Kinds =
    [
        (".hd > table", ".hd > table"),
        (".hd > figure > svg", ".hd > figure > svg"),
        (".hd > figure > svg image", ".hd > figure > svg image"),
        ("[role=progressbar]", "[role=progressbar]"),
        ("[data-hd-chart]", "[data-hd-chart].js-plotly-plot"),
        ("[data-digit-pad]", "[data-digit-pad] [data-part=canvas]"),
    ];

    /// <summary>Waits until all is there to be seen, no more and no less.</summary>
    /// <param name="outputs">The outputs in the page, an element each.</param>
    /// <param name="cells">The notebook, run.</param>
    public static async Task ExpectAsync(ILocator outputs, IReadOnlyList<RunCell> cells)
    {
        using IHtmlDocument sent = new HtmlParser().ParseDocument(string.Join('\n', cells.Select(cell => cell.Html)));
        foreach ((string kind, string seen) in Kinds)
        {
            await Expect(outputs.Locator($"{seen}:visible")).ToHaveCountAsync(sent.QuerySelectorAll(kind).Length);
        }

        foreach (string line in cells.SelectMany(cell => cell.PlainLines))
        {
            await Expect(outputs.Filter(new() { HasText = line }).First).ToBeVisibleAsync();
        }
    }
}
