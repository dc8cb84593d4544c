using System.Reflection;
using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace Hosts.Tests.Browser;

/// <summary>The system's Chromium, driven by Playwright: one for all tests, each of which has pages of its own.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    // How long anything in a page may take, milliseconds. A notebook runs in half a minute; on a machine with more to do it
    // may take its time.
    private const float Patience = 300_000;

    // The headless shell first: without a browser's own windows, a page costs half as much.
    private static readonly string[] Paths =
        ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // As root, which test machines run as, Chromium has no sandbox; the others keep it from calling home.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Why the tests that need it are skipped, null where it is there.</summary>
    public string? Missing { get; private set; }

    /// <summary>Where screenshots go.</summary>
    public static string Screenshots { get; } =
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    /// <summary>Starts the browser.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Paths.FirstOrDefault(File.Exists) is not { } path)
        {
            Missing = "needs Chromium: apt-get install --no-install-recommends chromium-headless-shell";
            return;
        }

        // The package's driver stays in the package's folder, which is not where Playwright looks by itself.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", PackageFolder());
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments, Timeout = Patience });
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    /// <summary>A fresh profile; a test that asks for one where the browser is missing is skipped.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(browser is null, Missing ?? "needs Chromium");
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>A fresh page, in a profile of its own.</summary>
    /// <param name="offline">True to cut it off from every network, as a page from a file should not mind.</param>
    public async Task<IPage> NewPageAsync(bool offline = false)
    {
        IBrowserContext context = await NewContextAsync(new() { Offline = offline, ViewportSize = new() { Width = 1200, Height = 1000 } });
        return await context.NewPageAsync();
    }

    /// <summary>Ends the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private static string PackageFolder() =>
        typeof(ChromiumFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "PlaywrightPackage").Value!;
}
