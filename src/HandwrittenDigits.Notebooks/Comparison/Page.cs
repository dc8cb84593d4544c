using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display;

namespace HandwrittenDigits.Notebooks.Comparison;

/// <summary>A whole page with plotly in it, in light and in dark.</summary>
internal static class Page
{
    private const string Style = """
        :root { --ground: #ffffff; --ink: #1f2328; --line: #d1d9e0; --note: #fff8e5; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #e6edf3; --line: #30363d; --note: #2a210c; } }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
        main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.8rem; line-height: 1.25; } h2 { font-size: 1.3rem; margin-top: 2.2rem; }
        .note { background: var(--note); padding: .5rem .8rem; border-radius: 6px; }
        .wide { overflow-x: auto; } .chart { min-height: 100px; }
        .beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
        select { max-width: 100%; font: inherit; }
        pre { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; padding: .7rem 1rem; font-size: .85rem; }
        table.runs { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
        table.runs th, table.runs td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
        table.runs th { position: sticky; top: 0; background: var(--ground); }
        table.runs th button { all: unset; cursor: pointer; font-weight: 600; }
        table.runs th button:focus-visible { outline: 2px solid; outline-offset: 2px; }
        table.runs th[aria-sort=ascending] button::after { content: " ▲"; }
        table.runs th[aria-sort=descending] button::after { content: " ▼"; }
        """;

    /// <summary>The page.</summary>
    /// <param name="title">Its title and heading.</param>
    /// <param name="body">What is under the heading, HTML.</param>
    public static string Render(string title, string body) => HtmlPage.Render(
        title,
        Style,
        $"""
        <main>
        <h1>{Markup.Encode(title)}</h1>
        {body}
        </main>
        {PlotlyBundle.Script}
        """);
}
