using System.Net;

namespace HandwrittenDigits.Notebooks.Display;

/// <summary>Pieces of HTML that all outputs share.</summary>
/// <remarks>
/// Text takes the page's own colour and lines are shades of it, which suits every theme of VS Code, Jupyter and an exported page
/// with no need to know it; paper and ink change places where the page is dark. Each output brings the style
/// along: any of them may be the only one on a page.
/// </remarks>
internal static class Markup
{
    private const string Style = """
        <style>
        .hd{font:14px/1.5 system-ui,sans-serif;color:inherit;max-width:100%;overflow-x:auto;margin:.2em 0 .8em}
        .hd figure{margin:0}
        .hd svg{max-width:100%;height:auto;display:block}
        :is(body.vscode-dark,body.vscode-high-contrast:not(.vscode-high-contrast-light),[data-jp-theme-light="false"])
        .hd .hd-paper{filter:invert(.88) hue-rotate(180deg)}
        :is(body.vscode-dark,body.vscode-high-contrast:not(.vscode-high-contrast-light),[data-jp-theme-light="false"])
        .hd image:not(.hd-paper){filter:brightness(.8)}
        @media (prefers-color-scheme:dark){main .nb-output .hd .hd-paper{filter:invert(.88) hue-rotate(180deg)}
        main .nb-output .hd image:not(.hd-paper){filter:brightness(.8)}}
        .hd figcaption{font-weight:600}
        .hd table.hd-table,.hd table.hd-facts{border-collapse:collapse;border:0;margin:.3em 0;color:inherit;font-size:13px;width:auto}
        .hd .hd-table caption{text-align:left;font-weight:600;padding:.2em 0;color:inherit;caption-side:top}
        .hd .hd-table tr,.hd .hd-facts tr{background:none}
        .hd .hd-table th,.hd .hd-table td,.hd .hd-facts th,.hd .hd-facts td{padding:.25em .8em;border:0;text-align:left;
        font-variant-numeric:tabular-nums;max-width:none;color:inherit;background:none}
        .hd .hd-table th,.hd .hd-table td{border-bottom:1px solid rgba(128,128,128,.35)}
        .hd .hd-table thead th{border-bottom:2px solid rgba(128,128,128,.7)}
        .hd .hd-table .hd-number{text-align:right}
        .hd .hd-facts th{font-weight:600;padding-left:0}
        .hd details{margin:.3em 0}
        .hd details[open]>summary{list-style-type:disclosure-open}
        .hd summary{display:list-item;list-style:disclosure-closed inside;cursor:pointer;opacity:.8;font-size:13px}
        </style>
        """;

    /// <summary>Text as HTML shows it.</summary>
    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A piece of HTML in the frame of this library's style.</summary>
    public static string Wrap(string content) => $"{Style}\n<div class=\"hd\">{content}</div>";
}
