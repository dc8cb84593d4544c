namespace NotebookKernel.Headless.Html;

/// <summary>How an exported page looks, in light and in dark. Colours meet WCAG AA on their ground.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root {
          --nb-ground: #ffffff; --nb-ink: #1f2328; --nb-quiet: #59636e; --nb-line: #d1d9e0; --nb-code: #f6f8fa;
          --nb-link: #0860ca; --nb-keyword: #b3202c; --nb-string: #0a3069; --nb-number: #0550ae; --nb-comment: #59636e;
          --nb-type: #8a4600; --nb-method: #6639ba; --nb-error: #a40e26; --nb-error-ground: #fff0ee; --nb-warn-ground: #fff8e5;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --nb-ground: #0d1117; --nb-ink: #e6edf3; --nb-quiet: #9198a1; --nb-line: #30363d; --nb-code: #161b22;
            --nb-link: #6cb0ff; --nb-keyword: #ff8b84; --nb-string: #a5d6ff; --nb-number: #79c0ff; --nb-comment: #9198a1;
            --nb-type: #ffb066; --nb-method: #d2a8ff; --nb-error: #ff9a92; --nb-error-ground: #2d1214; --nb-warn-ground: #2a210c;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--nb-ground); color: var(--nb-ink);
          font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
        }
        main { max-width: 58rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
        .nb-text { margin: 1.25rem 0; overflow-wrap: break-word; }
        .nb-text > :first-child { margin-top: 0; }
        .nb-text h1 { font-size: 2rem; line-height: 1.25; }
        .nb-text h2 { font-size: 1.5rem; line-height: 1.3; margin-top: 2.25rem; }
        .nb-text img, .nb-output img { max-width: 100%; height: auto; }
        .nb-text table { border-collapse: collapse; }
        .nb-text th, .nb-text td { border: 1px solid var(--nb-line); padding: .3rem .7rem; }
        .nb-text code { background: var(--nb-code); border-radius: 4px; padding: .15em .35em; font-size: .9em; }
        .nb-text pre code { display: block; padding: .8rem 1rem; }
        nav { font-size: .9rem; }
        .nb-pages { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: .5rem 0; border-block: 1px solid var(--nb-line); }
        .nb-pages [aria-current] { font-weight: 600; }
        .nb-contents ul { columns: 16rem; padding-left: 1.2rem; margin: 1rem 0; }
        .nb-index { font-size: 1.15rem; line-height: 2; }
        section { scroll-margin-top: 1rem; }
        .nb-text blockquote { margin-left: 0; padding-left: 1rem; border-left: 4px solid var(--nb-line); color: var(--nb-quiet); }
        a { color: var(--nb-link); }
        pre, code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        pre { margin: 0; font-size: .875rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
        .nb-code { margin: 1.25rem 0; }
        .nb-source { background: var(--nb-code); border: 1px solid var(--nb-line); border-radius: 6px; padding: .8rem 1rem; }
        .nb-output { margin-top: .5rem; padding: .3rem 1rem; overflow-x: auto; }
        pre.nb-output { max-height: 40rem; overflow-y: auto; }
        .nb-stderr { background: var(--nb-warn-ground); border-radius: 6px; }
        .nb-error { background: var(--nb-error-ground); color: var(--nb-error); border-radius: 6px; }
        .nb-rich table { border-collapse: collapse; }
        .nb-rich table:not([class]) :is(th, td) { padding: .1rem .9rem .1rem 0; }
        .k { color: var(--nb-keyword); } .s { color: var(--nb-string); } .n { color: var(--nb-number); }
        .c { color: var(--nb-comment); font-style: italic; } .t { color: var(--nb-type); } .m { color: var(--nb-method); }
        @media print { pre.nb-output { max-height: none; } }
        """;
}
