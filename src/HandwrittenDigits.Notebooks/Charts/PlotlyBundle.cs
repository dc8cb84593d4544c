using System.IO.Compression;

namespace HandwrittenDigits.Notebooks.Charts;

/// <summary>
/// plotly.js, once a page: the copy that Plotly.NET carries, compressed (4.8 MB of base64 become 1.5 MB), so that charts need no
/// network.
/// </summary>
/// <remarks>
/// Outputs come in any order, are shown again, and run their scripts again. A chart puts itself into the page's list of those
/// that wait; this script answers them when plotly is there, and those that come later at once. plotly is run as a CommonJS
/// module: Jupyter's pages have a <c>define</c> that it would else hand itself to.
/// </remarks>
internal static class PlotlyBundle
{
    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";

    private static readonly Lazy<string> Built = new(Build);

    /// <summary>The script element.</summary>
    public static string Script => Built.Value;

    private static string Build()
    {
        using Stream source = typeof(Plotly.NET.GenericChart).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Plotly.NET has no resource {Resource}: this library expects Plotly.NET 6.0.0.");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            source.CopyTo(gzip);
        }

        return $$"""
            <script>
            (async () => {
              const page = globalThis.handwrittenDigitsCharts ??= { waiting: [] };
              if (page.loading) return;
              page.loading = true;
              try {
                const text = atob("{{Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length)}}");
                const packed = Uint8Array.from(text, c => c.charCodeAt(0));
                const code = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
                const module = { exports: {} };
                new Function("module", "exports", "define", code)(module, module.exports, undefined);
                page.plotly = module.exports;
              } catch (error) {
                page.loading = false;
                console.warn("Charts stay still pictures: plotly could not be unpacked.", error);
                return;
              }
              for (const draw of page.waiting.splice(0)) draw(page.plotly);
            })();
            </script>
            """;
    }
}
