using System.Text.Json;
using HandwrittenDigits.Imaging;
using Hosts.Tests.Browser;
using Microsoft.Playwright;

namespace Hosts.Tests.DrawingPad;

/// <summary>
/// A page with pads in a real browser that has no network: any request but the page itself and any error, thrown or in the
/// console, is collected and fails the test at the end.
/// </summary>
internal sealed class PadPage : IAsyncDisposable
{
    private const string Address = "https://pad.test/";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private PadPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>The first pad's sheet.</summary>
    public ILocator Sheet => Page.Locator(".digit-pad canvas").First;

    public ILocator Number => Page.Locator("[data-part=number]").First;

    // Without motion: ten thousand drawings would otherwise start as many times ten transitions.
    private static BrowserNewContextOptions Still =>
        new() { ViewportSize = new() { Width = 960, Height = 900 }, ReducedMotion = ReducedMotion.Reduce };

    /// <summary>Opens a page that holds <paramref name="body"/>.</summary>
    public static async Task<PadPage> OpenAsync(ChromiumFixture chromium, string body, BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await chromium.NewContextAsync(options ?? Still);
        IPage page = await context.NewPageAsync();
        var opened = new PadPage(context, page);
        page.PageError += (_, error) => opened.complaints.Add($"page error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                opened.complaints.Add($"console: {message.Text}");
            }
        };
        string html = $"<!doctype html><html lang=en><meta charset=utf-8><title>Pad</title><body>{body}</body></html>";
        await page.RouteAsync("**/*", route =>
        {
            if (route.Request.Url == Address)
            {
                return route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = html });
            }

            opened.complaints.Add($"request: {route.Request.Method} {route.Request.Url}");
            return route.AbortAsync();
        });
        await page.GotoAsync(Address);
        await page.EvaluateAsync(PadScript.Source);
        return opened;
    }

    /// <summary>Asserts that nothing went wrong in the page, then closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        complaints.ShouldBeEmpty();
    }

    /// <summary>What the first pad, or another by its place in the page, reads now.</summary>
    public Task<PadReading[]> ReadAsync(int pad = 0) => CallAsync<PadReading[]>($"padTest.readings({pad})");

    /// <summary>All that is on the first pad's sheet.</summary>
    public async Task<Drawing> DrawnAsync()
    {
        double[][][] strokes = await CallAsync<double[][][]>("padTest.pad(0).surface.strokes.map(stroke => stroke.points)");
        return new Drawing([.. strokes.Select(points => new Stroke(points.Select(point => new InkPoint(point[0], point[1]))))]);
    }

    /// <summary>Draws each drawing on the first pad with pointer events, on a cleared sheet; what it reads
    /// once the pen is lifted.</summary>
    public async Task<PadReplay[]> ReplayAsync(IReadOnlyList<Drawing> drawings) =>
        Parse<PadReplay[]>(await Page.EvaluateAsync<string>(
            "text => JSON.stringify(padTest.replay(JSON.parse(text)))", JsonSerializer.Serialize(drawings.Select(Points), Json)));

    /// <summary>Draws with the browser's own mouse on the first sheet.</summary>
    /// <inheritdoc cref="PadHand.DrawAsync" path="/param"/>
    public Task DrawWithMouseAsync(Drawing drawing, double left = 0.25, double width = 0.5) =>
        new PadHand(Page, Page.Locator(".digit-pad").First).DrawAsync(drawing, left, width);

    /// <summary>Sends one pointer event to the first sheet; x and y are shares of its width and height.</summary>
    public Task SendAsync(string type, double x = 0.5, double y = 0.5, string pointer = "mouse", int id = 1) =>
        Page.EvaluateAsync(
            "([type, x, y, pointer, id]) => padTest.send(type, x, y, pointer, id)", new object[] { type, x, y, pointer, id });

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<T> CallAsync<T>(string expression) =>
        Parse<T>(await Page.EvaluateAsync<string>($"() => JSON.stringify({expression})"));

    public Task ScreenshotAsync(string name) =>
        Page.ScreenshotAsync(new() { Path = Path.Combine(ChromiumFixture.Screenshots, $"{name}.png"), FullPage = true });

    private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;

    private static double[][][] Points(Drawing drawing) =>
        [.. drawing.Strokes.Select(stroke => stroke.Points.Select(point => new[] { point.X, point.Y }).ToArray())];
}
