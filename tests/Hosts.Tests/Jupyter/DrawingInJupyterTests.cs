using HandwrittenDigits.Imaging;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Hosts.Tests.DrawingPad;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.Jupyter;

/// <summary>The last notebook in Jupyter Notebook, in a real browser: the pad, drawn on with the mouse as real people wrote.</summary>
public sealed class DrawingInJupyterTests(JupyterInstallation jupyter, ChromiumFixture chromium)
{
    // All cells run in half a minute; on a machine with more to do they may take their time.
    private const float Patience = 300_000;

    [Fact]
    public async Task RunAll_DrawingNotebook_EndsInAPadThatReadsRealDigits()
    {
        Assert.SkipWhen((jupyter.Missing ?? chromium.Missing) is not null, jupyter.Missing ?? chromium.Missing ?? "");
        Assert.SkipUnless(RealData.HasMnist, RealData.Missing);
        string folder = Directory.CreateDirectory(Path.Combine(jupyter.Folder, "drawing")).FullName;
        string notebook = Path.Combine(folder, "05-drawing.ipynb");
        File.Copy(Path.Combine(Repository.Root, "notebooks", "05-drawing.ipynb"), notebook);
        await using JupyterServer server = await JupyterServer.StartAsync(jupyter, folder);
        IPage page = await chromium.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        await page.GotoAsync(server.UrlOf(notebook));
        await page.WaitForFunctionAsync("() => globalThis.Jupyter?.notebook?.kernel?.is_connected()");

        await page.EvaluateAsync("() => { Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells(); }");

        var hand = new PadHand(page, page.Locator(".digit-pad"));
        await hand.Sheet.ScrollIntoViewIfNeededAsync();
        foreach (LabelledDrawing drawing in RealDigits.OneOfEach())
        {
            await hand.DrawAfreshAsync(drawing);
        }

        (await page.Locator(".output_error").CountAsync()).ShouldBe(0);
        await page.ScreenshotAsync(new() { Path = Path.Combine(ChromiumFixture.Screenshots, "jupyter-05-drawing.png") });
        await page.Context.DisposeAsync();
    }
}
