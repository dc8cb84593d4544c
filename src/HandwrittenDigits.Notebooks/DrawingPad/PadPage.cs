using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HandwrittenDigits.Inference;

namespace HandwrittenDigits.Notebooks;

/// <summary>Puts the pad's piece of HTML together from the files in <c>Page/</c>, the bundle of <c>Scripts/</c> among them.</summary>
internal static class PadPage
{
    // The default encoder escapes < and &, so that no text can end the script.
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The style, a frame with a word for pages that run no scripts, and the script that fills the frame.</summary>
    public static string Render(PadSettings settings, int maxWidth) =>
        $$"""
        <style>
        {{Read("pad.css")}}</style>
        <div class="digit-pad" data-digit-pad="{{settings.Id}}" data-lm-suppress-shortcuts="true"
        style="max-width:{{maxWidth}}px"><div class="dp-card">
        <p><b>{{WebUtility.HtmlEncode(settings.Title)}}</b></p>
        <p>The drawing pad runs in this page and needs its scripts: trust the notebook (or allow scripts), then run the cell again.</p>
        </div></div>
        <script>
        (() => {
        "use strict";
        {{Read("pad.bundle.js")}}
        drawingPad.startPads({{JsonSerializer.Serialize(settings, Json)}}, {{JsonSerializer.Serialize(Read("pad.html"))}});
        })();
        </script>

        """;

    /// <summary>A file of <c>Page/</c>.</summary>
    public static byte[] ReadBytes(string file)
    {
        using Stream stream = typeof(PadPage).Assembly.GetManifestResourceStream($"DrawingPad/{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its resource DrawingPad/{file}: build it again.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Read(string file) => Encoding.UTF8.GetString(ReadBytes(file));
}

/// <summary>What the pad's script is started with.</summary>
internal sealed record PadSettings(
    string Id,
    string Title,
    string FileName,
    string? Writer,
    double PenWidth,
    double Temperature,
    UnsureRule? Unsure,
    PadNetwork Network);
