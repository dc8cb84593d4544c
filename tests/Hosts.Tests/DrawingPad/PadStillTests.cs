using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Microsoft.Playwright;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;

namespace Hosts.Tests.DrawingPad;

/// <summary>
/// The still picture of the pad, which stands for it where no script runs and in the README. With <c>HANDWRITTEN_DIGITS_STILLS=1</c>
/// the test takes it anew.
/// </summary>
public sealed class PadStillTests(ChromiumFixture chromium)
{
    private const float Scale = 1.25f;

    private static readonly string Committed = Path.Combine(
        Repository.Root, "src", "HandwrittenDigits.Notebooks", "DrawingPad", "Page", "still.png");

    [Fact]
    public async Task Still_Committed_IsAPictureOfThisPad()
    {
        Assert.SkipUnless(RealData.HasStrokes, RealData.Missing);
        await using PadPage page = await PadPage.OpenAsync(
            chromium.Browser, new Pad(PadNetworks.Shipped).ToHtml(), new() { DeviceScaleFactor = Scale, ViewportSize = new() { Width = 960, Height = 900 } });
        LabelledDrawing[] digits = RealDigits.OneOfEach();
        foreach ((int label, double left) in ((int, double)[])[(2, 0.08), (7, 0.4), (4, 0.7)])
        {
            await page.DrawWithMouseAsync(digits[label].Drawing, left, width: 0.22);
        }

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 4" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => padTest.pad(0).readings.at(-1).attribution");
        (await page.Number.TextContentAsync()).ShouldBe("274");

        // The line with the number of parameters and the time is true of one network on one machine.
        await page.Page.AddStyleTagAsync(new() { Content = ".digit-pad .dp-footer { display: none !important; }" });
        byte[] still = await page.Page.Locator(".digit-pad").ScreenshotAsync();
        if (Environment.GetEnvironmentVariable(Notebook.StillsVariable) == "1")
        {
            await File.WriteAllBytesAsync(Committed, still, TestContext.Current.CancellationToken);
        }

        GrayImage now = PictureReader.Read(new MemoryStream(still));
        GrayImage committed = PictureReader.Read(Committed);
        committed.Width.ShouldBeInRange(now.Width - 2, now.Width + 2);

        // Fonts differ from machine to machine.
        committed.Height.ShouldBeInRange(now.Height - 40, now.Height + 40);
    }
}
