using HandwrittenDigits.Imaging;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Microsoft.Playwright;
using Pad = HandwrittenDigits.Notebooks.DrawingPad;

namespace Hosts.Tests.DrawingPad;

/// <summary>
/// The still picture of the pad, which stands for it where no script runs and in the README. With <c>HANDWRITTEN_DIGITS_STATIC_IMAGES=1</c>
/// the test takes it anew.
/// </summary>
public sealed class PadStaticImageTests(ChromiumFixture chromium)
{
    private const float Scale = 1.25f;

    private static readonly string Committed = Path.Combine(
        Repository.Root, "src", "HandwrittenDigits.Notebooks", "DrawingPad", "Page", "still.png");

    private static readonly Drawing Two = Of(
        [
            (8, 28), (10, 15), (19, 5), (33, 0), (47, 4), (55, 16), (53, 32), (44, 50), (30, 69), (15, 85), (1, 99), (20, 98), (40, 99),
            (60, 96),
        ]);

    private static readonly Drawing Seven = Of([(0, 6), (20, 4), (40, 2), (58, 0), (54, 14), (46, 34), (38, 56), (32, 78), (28, 100)]);

    private static readonly Drawing Four = Of(
        [(38, 0), (28, 20), (16, 42), (4, 62), (20, 62), (40, 60), (66, 58)], [(50, 36), (48, 60), (46, 82), (44, 104)]);

    [Fact]
    public async Task Still_Committed_IsAPictureOfThisPad()
    {
        await using PadPage page = await PadPage.OpenAsync(
            chromium,
            new Pad(PadNetworks.Shipped).ToHtml(),
            new() { DeviceScaleFactor = Scale, ViewportSize = new() { Width = 960, Height = 900 } });
        await page.DrawWithMouseAsync(Two, left: 0.1, width: 0.2);
        await page.DrawWithMouseAsync(Seven, left: 0.4, width: 0.2);
        await page.DrawWithMouseAsync(Four, left: 0.7, width: 0.2);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "That was a 4" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("() => padTest.pad(0).readings.at(-1).attribution");
        (await page.Number.TextContentAsync()).ShouldBe("274");

        // The line with the number of parameters and the time is true of one network on one machine.
        await page.Page.AddStyleTagAsync(new() { Content = ".digit-pad .dp-footer { display: none !important; }" });
        byte[] still = await page.Page.Locator(".digit-pad").ScreenshotAsync();
        if (Environment.GetEnvironmentVariable(Notebook.StaticImagesVariable) == "1")
        {
            await File.WriteAllBytesAsync(Committed, still, TestContext.Current.CancellationToken);
        }

        GrayImage now = PictureReader.Read(new MemoryStream(still));
        GrayImage committed = PictureReader.Read(Committed);
        committed.Width.ShouldBeInRange(now.Width - 2, now.Width + 2);

        // Fonts differ from machine to machine.
        committed.Height.ShouldBeInRange(now.Height - 40, now.Height + 40);
    }

    private static Drawing Of(params (double X, double Y)[][] strokes) =>
        new([.. strokes.Select(points => new Stroke(points.Select(point => new InkPoint(point.X, point.Y))))]);
}
