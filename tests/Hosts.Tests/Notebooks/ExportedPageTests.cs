using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Hosts.Tests.DrawingPad;
using Microsoft.Playwright;

namespace Hosts.Tests.Notebooks;

/// <summary>The pages that the notebooks are exported as, opened from their files in a browser without a network.</summary>
[Collection(NotebookRunCollection.Name)]
public sealed class ExportedPageTests(NotebookRun run, ChromiumFixture chromium)
{
    public static TheoryData<string> Names => [.. NotebookRun.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_WithoutANetwork_ShowsItsChartsInLightAndDark(string name)
    {
        List<string> complaints = [];
        IPage page = await OpenAsync(name, complaints);
        foreach (ColorScheme theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.WaitForFunctionAsync(
                "() => [...document.querySelectorAll('[data-hd-chart]')].every(chart => chart.matches('.js-plotly-plot'))");
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(ChromiumFixture.Screenshots, $"page-{name}-{theme.ToString().ToLowerInvariant()}.png"), FullPage = true,
            });
        }

        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(
            "the page is wider than its window");
        (await page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('.nb-source')].every(code => code.scrollWidth <= code.clientWidth)"))
            .ShouldBeTrue("code is cut at the right edge");
        await page.Context.DisposeAsync();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pad_WithoutANetwork_ReadsWhatRealPeopleDrew()
    {
        List<string> complaints = [];
        IPage page = await OpenAsync("05-drawing", complaints);
        var hand = new PadHand(page, page.Locator(".digit-pad").Last);
        await hand.Sheet.ScrollIntoViewIfNeededAsync();

        foreach (LabelledDrawing drawing in RealDigits.OneOfEach())
        {
            await hand.DrawAfreshAsync(drawing);
        }

        await page.Context.DisposeAsync();
        complaints.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(string name, List<string> complaints)
    {
        Assert.SkipUnless(RealData.HasAll, RealData.NeedsAll);
        Assert.SkipWhen(chromium.Missing is not null, chromium.Missing ?? "");
        string file = await run.PageAsync(name);
        IPage page = await chromium.NewPageAsync(offline: true);
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add(request.Url);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }
}
