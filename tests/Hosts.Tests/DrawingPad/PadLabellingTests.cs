using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using Hosts.Tests.Browser;
using Microsoft.Playwright;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;
using PadOptions = HandwrittenDigits.Notebooks.DrawingPadOptions;

namespace Hosts.Tests.DrawingPad;

/// <summary>"That was a ...": what is kept, and how it gets back to the library.</summary>
public sealed class PadLabellingTests(ChromiumFixture chromium)
{
    private static readonly Drawing Seven = new([new Stroke([new(0, 0), new(60, 0), new(20, 100)])]);
    private static readonly Drawing One = new([new Stroke([new(0, 0), new(0, 100)])]);

    [Fact]
    public async Task Save_TwoLabelledDrawings_IsAFileThatTheLibraryReads()
    {
        await using PadPage page = await OpenAsync(new PadOptions { Writer = "Zoë", FileName = "mine.jsonl" });
        await page.DrawWithMouseAsync(Seven);
        PadReading seven = (await page.ReadAsync())[0];
        await SayAsync(page, 7);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await page.DrawWithMouseAsync(One);
        await SayAsync(page, 1);

        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => Part(page, "save").ClickAsync());
        download.SuggestedFilename.ShouldBe("mine.jsonl");
        LabelledDrawing[] saved = [.. StrokeFile.Read(await download.PathAsync())];
        saved.Select(drawing => (drawing.Label, drawing.Writer, drawing.Device)).ShouldBe([(7, "Zoë", "mouse"), (1, "Zoë", "mouse")]);
        StrokeRasterizer.Rasterize(saved[0].Drawing).Pixels.ToArray().ShouldBe(seven.Pixels);
    }

    [Fact]
    public async Task Save_Always_IsALinkInTheDocumentWithItsData()
    {
        await using PadPage page = await OpenAsync();
        (await Part(page, "save").GetAttributeAsync("href")).ShouldBeNull();
        await page.DrawWithMouseAsync(Seven);
        await SayAsync(page, 7);
        (await Part(page, "save").GetAttributeAsync("href"))!.ShouldStartWith("data:application/jsonl;base64,");
        (await Part(page, "save").GetAttributeAsync("download")).ShouldBe("digits.jsonl");
    }

    [Fact]
    public async Task Copy_WithAClipboard_IsTextThatTheLibraryReads()
    {
        await using PadPage page = await OpenAsync(permissions: ["clipboard-read", "clipboard-write"]);
        await page.DrawWithMouseAsync(Seven);
        await SayAsync(page, 7);
        await Part(page, "copy").ClickAsync();
        await Assertions.Expect(Part(page, "spoken")).ToHaveTextAsync("Copied.");
        string text = await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        DrawnDigits.Parse(text).ShouldHaveSingleItem().Label.ShouldBe(7);
    }

    [Fact]
    public async Task Copy_WithoutAClipboard_ShowsTheTextToCopyByHand()
    {
        await using PadPage page = await OpenAsync();
        await page.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await page.DrawWithMouseAsync(Seven);
        await SayAsync(page, 7);
        await Part(page, "copy").ClickAsync();
        await Assertions.Expect(Part(page, "text")).ToBeVisibleAsync();
        DrawnDigits.Parse(await Part(page, "text").InputValueAsync()).ShouldHaveSingleItem().Label.ShouldBe(7);
    }

    [Fact]
    public async Task Label_SaidAgain_CorrectsInsteadOfKeepingTwice()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Seven);
        await SayAsync(page, 1);
        await SayAsync(page, 7);
        (await KeptAsync(page)).ShouldHaveSingleItem().Label.ShouldBe(7);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Do not keep this 7" }).ClickAsync();
        (await KeptAsync(page)).ShouldBeEmpty();
        (await Part(page, "copy").IsDisabledAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Kept_DrawingThatIsClearedOrUndone_Stays()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Seven);
        await SayAsync(page, 7);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        (await KeptAsync(page)).ShouldHaveSingleItem().Drawing.Strokes[0].Points.Count.ShouldBe(3);
        (await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 3" }).IsDisabledAsync()).ShouldBeTrue();
    }

    private static ILocator Part(PadPage page, string name) => page.Page.Locator($"[data-part={name}]");

    private static Task SayAsync(PadPage page, int label) =>
        page.Page.GetByRole(AriaRole.Button, new() { Name = $"That was a {label}" }).ClickAsync();

    private static async Task<LabelledDrawing[]> KeptAsync(PadPage page) =>
        [.. StrokeFile.Read(new StringReader(await page.CallAsync<string>("padTest.pad(0).sheet.toJsonLines()")), "kept")];

    private Task<PadPage> OpenAsync(PadOptions? options = null, string[]? permissions = null) => PadPage.OpenAsync(
        chromium, new Pad(PadNetworks.Shipped, options).ToHtml(), new() { Permissions = permissions ?? [] });
}
