using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using HandwrittenDigits.Data;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks;

namespace HandwrittenDigits.Benchmarks;

/// <summary>How long the drawing pad's page takes to read a drawing, in a real Chromium without a window.</summary>
internal static partial class PadBenchmark
{
    private const int Drawings = 200;

    // The page's clock ticks in tenths of a millisecond, so a round is timed as a whole.
    private const string Script =
        """
        (() => {
          const registry = globalThis[Symbol.for("HandwrittenDigits.DrawingPads")];
          const { reader } = registry.started.get(document.querySelector("[data-digit-pad]"));
          const median = times => times.sort((a, b) => a - b)[times.length >> 1];
          const time = run => {
            const start = performance.now();
            for (const drawing of drawings) run(drawing);
            return (performance.now() - start) / drawings.length;
          };
          const digits = drawings.map(strokes => strokes.map(points => ({ points })));
          const images = digits.map(strokes => reader.readDigit(strokes).image);
          const each = (list, run) => { let i = 0; return time(() => run(list[i++])); };
          const forward = [], whole = [];
          for (let round = 0; round < rounds; round++) {
            forward.push(each(images, image => reader.network.read(image)));
            whole.push(each(digits, strokes => reader.readDigit(strokes)));
          }
          document.body.insertAdjacentHTML("beforeend",
            `<p id="measured">forward ${median(forward).toFixed(3)} (least ${Math.min(...forward).toFixed(3)}), `
              + `read ${median(whole).toFixed(3)}</p>`);
        })();
        """;

    public static int Run(string? path, string chromium, int rounds)
    {
        FoldedNetwork network =
            path is null ? FoldedNetwork.FromSafetensors(ShippedModel.File, ShippedModel.Name) : FoldedNetwork.Load(path);
        string html = new DrawingPad(network).ToHtml();
        double[][][][] drawings =
        [
            .. SyntheticDigits.Drawings(Drawings, seed: 1).Select(labelled => labelled.Drawing.Strokes
                .Select(stroke => stroke.Points.Select(point => new[] { point.X, point.Y }).ToArray()).ToArray()),
        ];
        string page = Path.Combine(Path.GetTempPath(), $"pad-benchmark-{Environment.ProcessId}.html");
        File.WriteAllText(
            page,
            $"<!doctype html><meta charset=utf-8><body>{html}<script>"
            + $"const rounds = {rounds}, drawings = {JsonSerializer.Serialize(drawings)};\n{Script}</script>");
        try
        {
            Match measured = Measured().Match(PageAfterItsScripts(chromium, page));
            if (!measured.Success)
            {
                Console.Error.WriteLine($"{chromium} did not run the page: {page}");
                return 1;
            }

            Console.WriteLine(
                $"The pad's page: {html.Length / 1000.0:N0} KB, {network.ParameterCount:N0} parameters; "
                + $"{Drawings} drawings, medians of {rounds} rounds, ms a drawing");
            Console.WriteLine();
            Console.WriteLine("| | median | least |");
            Console.WriteLine("|---|---:|---:|");
            Console.WriteLine($"| forward pass | {measured.Groups["forward"]} | {measured.Groups["least"]} |");
            Console.WriteLine($"| strokes to probabilities | {measured.Groups["read"]} | |");
            return 0;
        }
        finally
        {
            File.Delete(page);
        }
    }

    private static string PageAfterItsScripts(string chromium, string page)
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--dump-dom",
            new Uri(page).AbsoluteUri,
        ];
        using Process browser =
            Process.Start(new ProcessStartInfo(chromium, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        string dom = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return dom;
    }

    [GeneratedRegex("""id="measured">forward (?<forward>[\d.]+) \(least (?<least>[\d.]+)\), read (?<read>[\d.]+)<""")]
    private static partial Regex Measured();
}
