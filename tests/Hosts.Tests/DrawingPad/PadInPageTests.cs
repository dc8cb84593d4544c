using HandwrittenDigits.Imaging;
using Hosts.Tests.Browser;
using Microsoft.Playwright;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;

namespace Hosts.Tests.DrawingPad;

/// <summary>The pad among other things on a page: its keys, its neighbours, its host's theme, and being shown again.</summary>
public sealed class PadInPageTests(ChromiumFixture chromium)
{
    private static readonly Drawing Seven = new([new Stroke([new(0, 0), new(60, 0), new(20, 100)])]);

    // Plays a notebook that listens to all keys.
    private const string Notebook =
        "<script>globalThis.keys = []; document.addEventListener('keydown', event => keys.push(event.key));</script>";

    [Fact]
    public async Task Keyboard_Alone_DrawsLabelsUndoesAndClears()
    {
        await using PadPage page = await OpenAsync(Notebook + PadHtml());
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Sheet.FocusAsync();
        foreach (string key in new[] { "Space", "ArrowRight", "ArrowRight", "ArrowDown", "End", "Shift+ArrowLeft", "Space" })
        {
            await page.Page.Keyboard.PressAsync(key);
        }

        PadReading reading = (await page.ReadAsync()).ShouldHaveSingleItem();
        reading.Strokes.ShouldHaveSingleItem().ShouldBe([[240, 90], [252, 90], [264, 90], [264, 102], [252, 114], [249, 114]]);
        await page.Page.Keyboard.PressAsync("4");
        (await page.CallAsync<string>("padTest.pad(0).sheet.toJsonLines()")).ShouldStartWith("{\"label\":4,\"device\":\"keyboard\"");
        await page.Page.Keyboard.PressAsync("Delete");
        (await page.ReadAsync()).ShouldBeEmpty();
        await page.Page.Keyboard.PressAsync("Control+z");
        (await page.ReadAsync()).Length.ShouldBe(1);
        await page.Page.Keyboard.PressAsync("Control+y");
        (await page.ReadAsync()).ShouldBeEmpty();
        (await page.CallAsync<string[]>("keys")).ShouldBe(["Tab"], "no key typed on the pad may reach the notebook");
    }

    [Fact]
    public async Task Escape_WithThePenDown_TakesTheStrokeBack()
    {
        await using PadPage page = await OpenAsync(PadHtml());
        await page.Sheet.FocusAsync();
        foreach (string key in new[] { "Space", "ArrowRight", "Escape", "ArrowRight" })
        {
            await page.Page.Keyboard.PressAsync(key);
        }

        (await page.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tab_ThroughThePad_VisitsNamedControlsAndLeaves()
    {
        await using PadPage page = await OpenAsync("<button id=before>before</button>" + PadHtml() + "<button id=after>after</button>");
        await page.DrawWithMouseAsync(Seven);
        await page.Page.Locator("#before").FocusAsync();
        var names = new List<string>();
        for (int i = 0; i < 40 && !names.Contains("after"); i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            names.Add(await page.CallAsync<string>(
                "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"));
        }

        names.ShouldContain("after");
        names.ShouldContain("That was a 7");
        names.ShouldAllBe(name => name.Length > 0);
    }

    [Fact]
    public async Task ManyPads_OnOnePage_DoNotDisturbEachOther()
    {
        Pad pad = new(PadNetworks.Shipped);

        // The same pad shown twice, and two of other models.
        await using PadPage page = await OpenAsync(pad.ToHtml() + pad.ToHtml() + PadHtml() + new Pad(PadNetworks.Random(2)).ToHtml());
        for (int at = 0; at < 4; at++)
        {
            await page.Page.EvaluateAsync(
                "at => { padTest.send('pointerdown', 0.2 + at / 10, 0.2, 'mouse', 1, at); "
                + "padTest.send('pointermove', 0.5, 0.8, 'mouse', 1, at); }",
                at);
        }

        for (int at = 3; at >= 0; at--)
        {
            await page.Page.EvaluateAsync("at => padTest.send('pointerup', 0.5, 0.8, 'mouse', 1, at)", at);
        }

        for (int at = 0; at < 4; at++)
        {
            double[][] stroke = (await page.ReadAsync(at)).ShouldHaveSingleItem().Strokes.ShouldHaveSingleItem();
            stroke[0][0].ShouldBe((0.2 + (at / 10.0)) * 480, 0.5);
        }
    }

    [Fact]
    public async Task Script_RunAgain_LeavesThePadAsItIs()
    {
        await using PadPage page = await OpenAsync(PadHtml());
        await page.DrawWithMouseAsync(Seven);
        await page.Page.EvaluateAsync(RunScriptsAgain);
        (await page.ReadAsync()).Length.ShouldBe(1);
        (await page.Page.Locator(".digit-pad .dp-bars li").CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task Output_ShownAgainAfterItLeft_BringsBackWhatWasDrawnAndKept()
    {
        await using PadPage page = await OpenAsync(PadHtml());
        await page.DrawWithMouseAsync(Seven);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 7" }).ClickAsync();
        await page.Page.EvaluateAsync(
            "() => { const pad = document.querySelector('.digit-pad'); const again = pad.cloneNode(false); "
            + "again.innerHTML = '<div class=dp-card></div>'; pad.replaceWith(again); }");
        await page.Page.EvaluateAsync(RunScriptsAgain);
        (await page.ReadAsync()).Length.ShouldBe(1);
        (await page.Page.Locator("[data-part=count]").TextContentAsync()).ShouldBe("1 drawing kept");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        (await page.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Script_BeforeItsElementIsOnThePage_StartsOnceItIs()
    {
        string html = PadHtml();
        int script = html.IndexOf("<script>", StringComparison.Ordinal);
        await using PadPage page = await OpenAsync(html[script..] + html[..script]);
        await page.Page.WaitForFunctionAsync("() => padTest.pad(0)");
        await page.DrawWithMouseAsync(Seven);
        (await page.ReadAsync()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Globals_OfThePage_StayAsTheyWere()
    {
        await using PadPage page =
            await OpenAsync("<script>globalThis.before = new Set(Object.getOwnPropertyNames(globalThis));</script>" + PadHtml());
        (await page.CallAsync<string[]>("Object.getOwnPropertyNames(globalThis).filter(name => !before.has(name))")).ShouldBe(
            ["before", "padTest"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("light", "<body>", ColorScheme.Light, 960)]
    [InlineData("dark", "<body style='background:#181818'>", ColorScheme.Dark, 960)]
    [InlineData("vscode-dark", "<body class=vscode-dark style='background:#1f1f1f'>", ColorScheme.Light, 960)]
    [InlineData("jupyter-dark", "<body data-jp-theme-light=false style='background:#111'>", ColorScheme.Light, 960)]
    [InlineData("phone", "<body style='margin:8px'>", ColorScheme.Light, 390)]
    public async Task Theme_OfTheHost_IsThePads(string name, string body, ColorScheme scheme, int width)
    {
        await using PadPage page = await PadPage.OpenAsync(
            chromium,
            body + PadHtml(),
            new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, DeviceScaleFactor = 2 });
        await page.DrawWithMouseAsync(Seven);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 7" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => padTest.pad(0).readings[0].attribution");
        await page.ScreenshotAsync($"pad-{name}");
        bool isDark = name.Contains("dark");
        (await BrightnessAsync(page, "color")).ShouldSatisfyAllConditions(ink => (ink > 128).ShouldBe(isDark));
        (await BrightnessAsync(page, "backgroundColor")).ShouldSatisfyAllConditions(paper => (paper < 128).ShouldBe(isDark));
        (await page.CallAsync<double>("padTest.sheet(0).width / padTest.sheet(0).getBoundingClientRect().width")).ShouldBe(2, 0.02);
    }

    [Fact]
    public async Task Style_OfJupytersText_DoesNotReachThePad()
    {
        const string Jupyter =
            "<style>.rendered_html ul:not(.list-inline) { padding-left: 2em; } .rendered_html * + ul { margin-top: 1em; }</style>";
        await using PadPage page = await OpenAsync($"{Jupyter}<div class=rendered_html>{PadHtml()}</div>");
        foreach (string property in (string[])["paddingLeft", "marginTop"])
        {
            (await page.CallAsync<string>($"getComputedStyle(document.querySelector('.dp-bars')).{property}")).ShouldBe("0px");
        }
    }

    [Fact]
    public async Task Theme_ThatChanges_RepaintsTheInk()
    {
        await using PadPage page = await OpenAsync(PadHtml());
        await page.DrawWithMouseAsync(Seven);
        const string InkColour =
            "(({ canvas, context }) => [...context.getImageData(0, 0, canvas.width, canvas.height).data].reduce((most, value, i, all) => "
            + "all[4 * (i >> 2) + 3] === 255 && i % 4 < 3 ? Math.max(most, value) : most, 0))(padTest.pad(0).surface)";
        (await page.CallAsync<int>(InkColour)).ShouldBeLessThan(128);
        await page.Page.EvaluateAsync("() => document.body.classList.add('vscode-dark')");
        await page.Page.WaitForFunctionAsync($"() => {InkColour} > 128");
    }

    [Fact]
    public async Task ForcedColours_OfTheSystem_AreKept()
    {
        await using PadPage page = await PadPage.OpenAsync(
            chromium, PadHtml(), new() { ForcedColors = ForcedColors.Active, ViewportSize = new() { Width = 960, Height = 900 } });
        await page.DrawWithMouseAsync(Seven);
        await page.ScreenshotAsync("pad-high-contrast");
        (await page.CallAsync<string>("getComputedStyle(padTest.sheet(0)).color")).ShouldBe(await page.CallAsync<string>(
            "(p => { p.style.color = 'CanvasText'; document.body.append(p); return getComputedStyle(p).color; })"
            + "(document.createElement('p'))"));
    }

    // Puts each script in its own place again, which runs it, as VS Code does with an output that is shown again.
    private const string RunScriptsAgain =
        """
        () => {
          for (const old of document.querySelectorAll("script")) {
            const again = document.createElement("script");
            again.textContent = old.textContent;
            old.replaceWith(again);
          }
        }
        """;

    private static Task<double> BrightnessAsync(PadPage page, string property) => page.CallAsync<double>(
        $"getComputedStyle(padTest.sheet(0)).{property}.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part) / 3, 0)");

    private static string PadHtml() => new Pad(PadNetworks.Shipped).ToHtml();

    private Task<PadPage> OpenAsync(string body) => PadPage.OpenAsync(chromium, body);
}
