using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Microsoft.Playwright;

namespace Hosts.Tests.Runs;

/// <summary>The page that <c>digits runs plot</c> writes, opened from its file in a browser without a network.</summary>
public sealed class RunsPageTests(ChromiumFixture chromium) : IDisposable
{
    private const string Charts = "() => [...document.querySelectorAll('[data-hd-chart]')]";

    private readonly string folder = Directory.CreateTempSubdirectory("runs-page-").FullName;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Plot_OfASweepsRuns_ShowsCurvesOptionsConfusionsAndATableThatSorts()
    {
        foreach ((int i, (double rate, int seed)) in new[] { (0.01, 1), (0.01, 2), (0.1, 1), (0.1, 2) }.Index())
        {
            await WriteAsync($"run-{i}", rate, seed, accuracy: 0.95 + (rate / 10) + (seed * 0.01), errors: i + 1);
        }

        string file = Path.Combine(folder, "runs.html");
        DigitsResult result = await DigitsProcess.RunAsync(
            ["runs", "plot", "--runs", folder, "--output", file], cancellationToken: cancellation);
        result.ExitCode.ShouldBe(0, result.ToString());
        IPage page = await chromium.NewPageAsync(offline: true);
        List<string> complaints = [];
        page.PageError += (_, error) => complaints.Add(error);

        // Parallel coordinates are drawn by WebGL, of whose pace the driver here complains.
        page.Console += (_, message) => complaints.AddRange(
            message.Type is "error" or "warning" && !message.Text.Contains("GL Driver Message", StringComparison.Ordinal)
                ? [message.Text] : []);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        await page.WaitForFunctionAsync($"{Charts}.every(chart => chart.matches('.js-plotly-plot'))");
        await page.ScreenshotAsync(new() { Path = Path.Combine(ChromiumFixture.Screenshots, "runs-plot.png"), FullPage = true });

        // Accuracy and losses, the options, two confusion matrices.
        (await page.EvaluateAsync<int>($"{Charts}.length")).ShouldBe(5);
        (await page.EvaluateAsync<string[]>(
            "() => document.querySelector('[data-hd-chart]').data.filter(trace => trace.showlegend !== false).map(trace => trace.name)"))
            .ShouldBe(["learningRate=0.1 (2 runs)", "learningRate=0.01 (2 runs)"]);
        (await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-hd-chart]')][2].data[0].dimensions.map(axis => axis.label)"))
            .ShouldBe(["learningRate", "seed", "validation, %"]);
        (await WrongAsync(page, 0), await WrongAsync(page, 1)).ShouldBe((4, 2));
        await page.Locator("[data-confusion='1'] select").SelectOptionAsync("run-0");
        (await WrongAsync(page, 1)).ShouldBe(1);
        (await FirstRunAsync(page)).ShouldBe("run-3");
        ILocator head = page.Locator("table.runs th button", new() { HasTextString = "validation" });
        await head.ClickAsync();
        (await FirstRunAsync(page)).ShouldBe("run-0");
        await head.PressAsync("Enter");
        (await FirstRunAsync(page)).ShouldBe("run-3");
        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"))
            .ShouldBeTrue("the page is wider than its window");
        await page.Context.DisposeAsync();
        complaints.ShouldBeEmpty();
    }

    private static Task<int> WrongAsync(IPage page, int place) =>
        page.EvaluateAsync<int>(
            $"() => document.querySelector('[data-confusion=\"{place}\"] [data-hd-chart]').data[0].z"
            + ".flatMap((row, i) => row.filter((_, j) => i !== j)).reduce((a, b) => a + b)");

    private static async Task<string> FirstRunAsync(IPage page) => (await page.Locator("table.runs tbody td").First.TextContentAsync())!;

    private async Task WriteAsync(string name, double rate, int seed, double accuracy, int errors)
    {
        string run = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        DigitsResult config = await DigitsProcess.RunAsync(
            ["train", "--learning-rate", $"{rate}", "--seed", $"{seed}", "--epochs", "3", "--show-config"],
            cancellationToken: cancellation);
        await File.WriteAllTextAsync(Path.Combine(run, "options.json"), config.Output, cancellation);
        await File.WriteAllLinesAsync(
            Path.Combine(run, "metrics.jsonl"),
            Enumerable.Range(1, 3).Select(epoch =>
                $$"""{"epoch":{{epoch}},"trainLoss":{{0.5 / epoch}},"validationLoss":{{0.3 / epoch}}"""
                + $$""","validationAccuracy":{{accuracy - (0.1 / epoch)}},"learningRate":0.01,"seconds":2,"imagesPerSecond":900}"""),
            cancellation);
        IEnumerable<string> rows = Enumerable.Range(0, 10).Select(i =>
            $"[{string.Join(',', Enumerable.Range(0, 10).Select(j => i == j ? 100 : i == 4 && j == 9 ? errors : 0))}]");
        await File.WriteAllTextAsync(
            Path.Combine(run, "report.json"),
            $$$"""{"data":"test","count":1000,"accuracy":0.98,"confusion":{"rows":[{{{string.Join(',', rows)}}}]}}""", cancellation);
    }
}
