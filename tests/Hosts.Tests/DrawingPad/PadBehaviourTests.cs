using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using Hosts.Tests.Browser;
using Microsoft.Playwright;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;
using PadOptions = HandwrittenDigits.Notebooks.DrawingPadOptions;

namespace Hosts.Tests.DrawingPad;

/// <summary>What a person does on the pad, in a real browser.</summary>
public sealed class PadBehaviourTests(ChromiumFixture chromium)
{
    private static readonly Drawing Slash = new([new Stroke([new(0, 100), new(40, 0)])]);
    private static readonly Drawing Hook = new([new Stroke([new(0, 0), new(60, 0), new(20, 100)])]);

    [Fact]
    public async Task UndoRedoClear_AfterTwoStrokes_TakeBackAndBringBack()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Slash, left: 0.1, width: 0.2);
        await page.DrawWithMouseAsync(Hook, left: 0.7, width: 0.2);
        string both = await DrawnAsync(page);
        both.ShouldBe("2");

        await Button(page, "Undo").ClickAsync();
        (await DrawnAsync(page)).ShouldBe("1");
        await Button(page, "Redo").ClickAsync();
        (await DrawnAsync(page)).ShouldBe("2");
        await Button(page, "Clear").ClickAsync();
        (await page.ReadAsync()).ShouldBeEmpty();
        (await InkOnSheetAsync(page)).ShouldBe(0);

        await page.Page.Keyboard.PressAsync("Control+z");
        (await DrawnAsync(page)).ShouldBe("2");
        await page.Page.Keyboard.PressAsync("Control+z");
        await page.DrawWithMouseAsync(Slash);
        (await Button(page, "Redo").IsDisabledAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_WhileThePenIsDown_FollowsEveryMove()
    {
        await using PadPage page = await OpenAsync();
        await page.SendAsync("pointerdown", 0.3, 0.3);
        await page.SendAsync("pointermove", 0.6, 0.3);
        await page.Page.WaitForFunctionAsync("() => padTest.readings(0).length === 1");
        string level = (await page.ReadAsync())[0].Image;
        await page.SendAsync("pointermove", 0.4, 0.9);
        await page.Page.WaitForFunctionAsync("before => padTest.readings(0)[0].image !== before", level);
    }

    [Fact]
    public async Task Press_WithoutAMove_IsADot()
    {
        await using PadPage page = await OpenAsync();
        await page.Sheet.ClickAsync();
        PadReading reading = (await page.ReadAsync()).ShouldHaveSingleItem();
        reading.Strokes.ShouldHaveSingleItem().ShouldHaveSingleItem();
        reading.Pixels.ShouldBe(StrokeRasterizer.Rasterize(reading.Drawing).Pixels.ToArray());
        (await InkOnSheetAsync(page)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Press_WithTheRightButton_DrawsNothing()
    {
        await using PadPage page = await OpenAsync();
        await page.Sheet.ClickAsync(new() { Button = MouseButton.Right });
        (await page.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Draw_OverTheEdgeAndBack_LeavesOnlyTheInkThatIsSeen()
    {
        await using PadPage page = await OpenAsync();
        LocatorBoundingBoxResult sheet = (await page.Sheet.BoundingBoxAsync())!;
        float right = sheet.X + sheet.Width;
        await page.Page.Mouse.MoveAsync(right - 60, sheet.Y + 60);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(right + 40, sheet.Y + 60);
        await page.Page.Mouse.MoveAsync(right + 40, sheet.Y + 160);
        await page.Page.Mouse.MoveAsync(right - 60, sheet.Y + 160);
        await page.Page.Mouse.UpAsync();
        Drawing drawn = await page.DrawnAsync();
        drawn.Strokes.Count.ShouldBe(2);
        drawn.Strokes.SelectMany(stroke => stroke.Points).Max(point => point.X).ShouldBe(480, 1e-9);
        (await page.CallAsync<int>("padTest.pad(0).sheet.state.now")).ShouldBe(1, "one touch of the pen is one step to undo");
    }

    [Fact]
    public async Task PointerCancel_InTheMiddleOfAStroke_LeavesNoInk()
    {
        await using PadPage page = await OpenAsync();
        await page.SendAsync("pointerdown", 0.2, 0.2, "touch");
        await page.SendAsync("pointermove", 0.8, 0.8, "touch");
        await page.SendAsync("pointercancel", 0.8, 0.8, "touch");
        await page.SendAsync("pointermove", 0.1, 0.9, "touch");
        (await page.ReadAsync()).ShouldBeEmpty();
        (await InkOnSheetAsync(page)).ShouldBe(0);
    }

    [Fact]
    public async Task LostCapture_InTheMiddleOfAStroke_KeepsWhatWasDrawn()
    {
        await using PadPage page = await OpenAsync();
        await page.SendAsync("pointerdown", 0.2, 0.2);
        await page.SendAsync("pointermove", 0.8, 0.8);
        await page.SendAsync("lostpointercapture", 0.8, 0.8);
        await page.SendAsync("pointermove", 0.1, 0.9);
        (await page.ReadAsync()).ShouldHaveSingleItem().Strokes.ShouldHaveSingleItem().Length.ShouldBe(2);
    }

    [Fact]
    public async Task SecondFinger_WhileOneDraws_IsIgnored_AndAPenTakesOver()
    {
        await using PadPage page = await OpenAsync();
        await page.SendAsync("pointerdown", 0.2, 0.2, "touch", id: 5);
        await page.SendAsync("pointerdown", 0.9, 0.9, "touch", id: 6);
        await page.SendAsync("pointermove", 0.3, 0.6, "touch", id: 5);
        await page.SendAsync("pointerdown", 0.5, 0.1, "pen", id: 7);
        await page.SendAsync("pointermove", 0.5, 0.8, "pen", id: 7);
        await page.SendAsync("pointerup", 0.5, 0.8, "pen", id: 7);
        await page.SendAsync("pointerup", 0.3, 0.6, "touch", id: 5);
        double[][] stroke = (await page.ReadAsync()).ShouldHaveSingleItem().Strokes.ShouldHaveSingleItem();
        stroke.ShouldAllBe(point => Math.Abs(point[0] - 240) < 1);
    }

    [Fact]
    public async Task Draw_AHundredThousandPoints_ReadsThemAll()
    {
        await using PadPage page = await OpenAsync();
        await page.Page.EvaluateAsync(
            """
            () => {
              padTest.send("pointerdown", 0.5, 0.5);
              for (let i = 0; i < 100_000; i++) {
                padTest.send("pointermove", 0.5 + 0.3 * Math.sin(i * 0.37), 0.5 + 0.3 * Math.cos(i * 0.11));
              }
              padTest.send("pointerup", 0.5, 0.5);
            }
            """);
        PadReading reading = (await page.ReadAsync()).ShouldHaveSingleItem();
        reading.Strokes.ShouldHaveSingleItem().Length.ShouldBeGreaterThan(99_000);
        reading.Pixels.ShouldBe(StrokeRasterizer.Rasterize(reading.Drawing).Pixels.ToArray());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 8" }).ClickAsync();
        DrawnDigits.Parse(await SavedTextAsync(page)).ShouldHaveSingleItem().Label.ShouldBe(8);
    }

    [Fact]
    public async Task LostContext_OnceRestored_IsPaintedAgain()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Hook);
        int before = await InkOnSheetAsync(page);
        await page.Page.EvaluateAsync(
            "() => { const sheet = padTest.sheet(0); sheet.width = sheet.width; sheet.dispatchEvent(new Event('contextrestored')); }");
        (await InkOnSheetAsync(page)).ShouldBe(before);
    }

    [Fact]
    public async Task Resize_WithADrawing_KeepsItInShape()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Hook);
        string before = (await page.ReadAsync())[0].Image;
        await page.Page.SetViewportSizeAsync(360, 700);
        await page.Page.WaitForFunctionAsync("() => padTest.sheet(0).width < 400");
        (await page.ReadAsync())[0].Image.ShouldBe(before);
        (await InkOnSheetAsync(page)).ShouldBeGreaterThan(0);
        (await page.CallAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task SeveralDigits_WrittenInARow_AreReadAsANumber()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Slash, left: 0.05, width: 0.15);
        await page.DrawWithMouseAsync(Hook, left: 0.4, width: 0.2);
        await page.DrawWithMouseAsync(Slash, left: 0.8, width: 0.15);
        PadReading[] readings = await page.ReadAsync();
        readings.Length.ShouldBe(3);
        (await page.Number.TextContentAsync()).ShouldBe(
            string.Concat(readings.Select(reading => reading.Unsure ? "?" : $"{reading.Label}")));
        readings[0].Pixels.ShouldBe(StrokeRasterizer.Rasterize(readings[0].Drawing).Pixels.ToArray());

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Digit 2:" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 7" }).ClickAsync();
        DrawnDigits.Parse(await SavedTextAsync(page)).ShouldHaveSingleItem().Drawing.Strokes[0].Points.Count.ShouldBe(3);
    }

    [Fact]
    public async Task LongNumber_AsItGrows_MovesNothing()
    {
        await using PadPage page = await OpenAsync();
        await page.DrawWithMouseAsync(Slash, left: 0.02, width: 0.05);
        string before = await page.CallAsync<string>(Layout);
        for (int i = 1; i < 9; i++)
        {
            await page.DrawWithMouseAsync(i % 2 == 0 ? Slash : Hook, left: 0.02 + (i * 0.11), width: 0.05);
        }

        (await page.ReadAsync()).Length.ShouldBeGreaterThan(6);
        await page.ScreenshotAsync("pad-long-number");
        (await page.CallAsync<string>(Layout)).ShouldBe(before);
    }

    [Fact]
    public async Task TwoRows_OneUnderTheOther_AreReadAsTwo()
    {
        await using PadPage page = await OpenAsync();
        Drawing rows = new(
        [
            .. new[] { (0, 0), (100, 0), (0, 150), (100, 150) }
                .Select(at => new Stroke([new(at.Item1, at.Item2), new(at.Item1 + 60, at.Item2), new(at.Item1 + 20, at.Item2 + 90)])),
        ]);
        await page.DrawWithMouseAsync(rows);

        PadReading[] readings = await page.ReadAsync();
        readings.Length.ShouldBe(4);
        (await page.Number.TextContentAsync())!.Split(" / ").Select(row => row.Length).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Scribble_ThatIsNoDigit_IsUnsureBeforeItIsAGuess()
    {
        await using PadPage page = await OpenAsync();
        Drawing letter = new([new Stroke([new(0, 100), new(40, 0), new(80, 100)]), new Stroke([new(15, 60), new(65, 60)])]);
        await page.DrawWithMouseAsync(letter);

        PadReading reading = (await page.ReadAsync()).ShouldHaveSingleItem();
        reading.Unsure.ShouldBeTrue();
        (await page.Number.TextContentAsync()).ShouldBe("?");
        (await page.Page.Locator("[data-part=spoken]").TextContentAsync()).ShouldNotBeNull().ShouldStartWith(
            $"unsure: could be {reading.Label}");
    }

    [Theory]
    [InlineData("F1", true)]
    [InlineData("Control+s", true)]
    [InlineData("a", false)]
    [InlineData("ArrowDown", false)]
    public async Task Key_OnTheSheet_ReachesTheHostWhereThePadHasNoUseForIt(string key, bool reaches)
    {
        await using PadPage page = await OpenAsync();
        await page.Sheet.FocusAsync();
        await page.Page.EvaluateAsync(
            "() => { globalThis.heard = 0; document.addEventListener('keydown', event => { "
            + "if (!/Control/.test(event.key)) heard++; event.preventDefault(); }); }");
        await page.Page.Keyboard.PressAsync(key);
        (await page.CallAsync<int>("heard")).ShouldBe(reaches ? 1 : 0);
    }

    [Fact]
    public async Task FourOfTwoStrokes_BesideADigitAsTall_StaysWhole()
    {
        await using PadPage page = await OpenAsync();
        Drawing four = new([new Stroke([new(40, 0), new(4, 62), new(72, 58)]), new Stroke([new(50, 34), new(45, 102)])]);
        await page.DrawWithMouseAsync(Hook, left: 0.1, width: 0.25);
        await page.DrawWithMouseAsync(four, left: 0.6, width: 0.3);
        (await page.ReadAsync()).Select(reading => reading.Strokes.Length).ShouldBe([1, 2]);
    }

    // Where everything below the answer stands.
    private const string Layout =
        "JSON.stringify([...document.querySelectorAll('.dp-bars, .dp-looks, .dp-correction, .dp-footer')]"
        + ".map(part => part.getBoundingClientRect()))";

    private static Task<string> SavedTextAsync(PadPage page) => page.CallAsync<string>("padTest.pad(0).sheet.toJsonLines()");

    private static ILocator Button(PadPage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task<string> DrawnAsync(PadPage page) =>
        (await page.CallAsync<int>("padTest.pad(0).surface.strokes.length")).ToString();

    // Pixels of the sheet that are not blank.
    private static Task<int> InkOnSheetAsync(PadPage page) => page.CallAsync<int>(
        "(({ canvas, context }) => context.getImageData(0, 0, canvas.width, canvas.height).data"
        + ".filter((value, i) => i % 4 === 3 && value > 0).length)(padTest.pad(0).surface)");

    private Task<PadPage> OpenAsync(PadOptions? options = null) =>
        PadPage.OpenAsync(chromium, new Pad(PadNetworks.Shipped, options).ToHtml());
}
