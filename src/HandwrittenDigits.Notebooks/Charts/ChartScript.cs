using System.Text.Json;
using HandwrittenDigits.Notebooks.Pictures;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>The script that draws a chart in its page.</summary>
/// <remarks>
/// It may run more than once, for an output that is shown again, and before or after <see cref="PlotlyBundle"/>. It draws into
/// every element of its id that is not drawn yet, and colours text and lines as the page's text, also when the theme changes.
/// </remarks>
internal static class ChartScript
{
    private static readonly string Colours = JsonSerializer.Serialize(Colour.Series.Select(colour => colour.Css));

    /// <summary>The script element.</summary>
    /// <param name="id">The chart's id in the page.</param>
    /// <param name="json">The figure.</param>
    /// <param name="height">The chart's height, CSS pixels.</param>
    public static string Of(string id, string json, int height) =>
        $$"""
        <script>
        (() => {
          const page = globalThis.handwrittenDigitsCharts ??= { waiting: [] };
          const draw = plotly => document.querySelectorAll('[data-hd-chart="{{id}}"]').forEach(host => {
            if (host.dataset.hdDrawn) return;
            host.dataset.hdDrawn = "1";
            const { data, layout } = {{json}};
            const line = "rgba(128,128,128,.35)";
            const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, automargin: true };
            const look = () => ({ "font.color": getComputedStyle(host.parentElement).color });
            const isDark = () => look()["font.color"].match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 3 * 128;
            const stops = { // The counts' scale goes by squares, so that a few mistakes are seen beside hundreds of right answers.
              ink: [0, 1].map(at => [at, at]), counts: [0, .05, .1, .2, .4, .6, .8, 1].map(at => [at * at, at])
            };
            const ends = {
              ink: [["#ffffff", "#1f2328"], ["#1f2328", "#f0f3f6"]], counts: [["#f2f6fc", "#08306b"], ["#17202b", "#b6d9ff"]]
            };
            const mixed = (from, to, at) => "#" + [1, 3, 5].map(i => {
              const [a, b] = [from, to].map(colour => parseInt(colour.slice(i, i + 2), 16));
              return Math.round(a + (b - a) * at).toString(16).padStart(2, "0");
            }).join("");
            const scales = data.map(trace => trace.hdScale);
            const scaleOf = kind => stops[kind].map(([place, at]) => [place, mixed(...ends[kind][+isDark()], at)]);
            data.forEach(trace => { if (trace.hdScale) { trace.colorscale = scaleOf(trace.hdScale); delete trace.hdScale; } });
            const repaint = () => {
              plotly.relayout(host, look());
              scales.forEach((kind, i) => { if (kind) plotly.restyle(host, { colorscale: [scaleOf(kind)] }, [i]); });
            };
            host.hidden = false;
            if (host.clientWidth < 560) { // A legend's entry does not wrap by itself.
              data.forEach(trace => { trace.name = trace.name?.replace(/(.{16,}?), /g, "$1,<br>"); });
            }
            plotly.newPlot(host, data, {
              height: {{height}}, autosize: true, bargap: 0.25,
              margin: { t: layout.title || data[0]?.type === "parcoords" ? 72 : 24, r: 24, b: 56, l: 64 },
              legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" },
              hoverlabel: { namelength: -1 },
              autotypenumbers: "strict", // What is given as text are names, though they may be digits.
              colorway: {{Colours}},
              ...layout,
              paper_bgcolor: "transparent", plot_bgcolor: "transparent",
              font: { ...layout.font, color: look()["font.color"] },
              xaxis: { ...axis, ...layout.xaxis }, yaxis: { ...axis, ...layout.yaxis }
            }, { responsive: true, displayModeBar: false });
            document.querySelectorAll('[data-hd-still="{{id}}"]').forEach(still => { still.hidden = true; });
            const watch = new MutationObserver(() => host.isConnected ? repaint() : watch.disconnect());
            watch.observe(document.body, {
              attributes: true, attributeFilter: ["class", "style", "data-vscode-theme-kind", "data-jp-theme-light"]
            });
            matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => host.isConnected && repaint());
          });
          if (page.plotly) draw(page.plotly); else page.waiting.push(draw);
        })();
        </script>
        """;
}
