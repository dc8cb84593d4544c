using System.Text.RegularExpressions;
using Hosts.Tests.Browser;
using Hosts.Tests.DrawingPad;
using Hosts.Tests.Notebooks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.VsCode;

/// <summary>A window of VS Code with a notebook in it, worked as a person works it.</summary>
/// <param name="page">The window.</param>
/// <param name="notebook">The notebook's file.</param>
/// <param name="wholeHeight">Pixels that the whole notebook, run, fits in: VS Code renders what is in sight.</param>
internal sealed class VsCodeWindow(IPage page, string notebook, int wholeHeight) : IAsyncDisposable
{
    private const int Width = 1300;
    private const int ScreenHeight = 1000;

    private int executed;

    public IPage Page => page;

    /// <summary>The page of all outputs: VS Code puts it in a frame in a frame.</summary>
    public IFrameLocator Outputs => page.FrameLocator("iframe.webview").FrameLocator("#active-frame");

    /// <summary>The outputs in which a text stands.</summary>
    public ILocator OutputWith(string text) => Outputs.Locator(".output_container").Filter(new() { HasText = text });

    /// <summary>A hand on the notebook's last drawing pad.</summary>
    public async Task<PadHand> HandAsync()
    {
        // In the page they stand in the order in which VS Code rendered them.
        ILocator pads = Outputs.Locator(".digit-pad");
        await Expect(pads).ToHaveCountAsync(Saved().Count(cell => cell.Source.Contains("new DrawingPad(", StringComparison.Ordinal)));
        (int Pad, float Top) last = default;
        for (int i = 0; i < await pads.CountAsync(); i++)
        {
            float top = (await pads.Nth(i).BoundingBoxAsync())?.Y ?? 0;
            last = i == 0 || top > last.Top ? (i, top) : last;
        }

        return new PadHand(page, pads.Nth(last.Pad));
    }

    // The line of the command palette, and of the dialog that asks for a file.
    private ILocator Input => page.Locator(".quick-input-widget input[type=text]");

    /// <summary>What the status bar says of the kernel.</summary>
    public ILocator Kernel => page.Locator(".statusbar-item[id*='csharpNotebooks.session']");

    /// <summary>A message to the user in which a text stands.</summary>
    public ILocator Message(string text) => page.Locator(".notifications-toasts .notification-list-item").Filter(new() { HasText = text });

    /// <summary>The tab of a file that is open.</summary>
    public ILocator Tab(string file) => page.Locator(".tabs-container .tab").Filter(new() { HasText = file });

    /// <summary>Runs all cells, and waits until all have succeeded and are saved.</summary>
    public async Task RunAllAsync()
    {
        await StartRunAllAsync();
        await ExpectRunAsync(Saved().Count);
        await SaveAsync();
        Saved().SelectMany(cell => cell.Outputs).ShouldNotContain(output => output.GetProperty("output_type").ValueEquals("error"));
    }

    /// <summary>Begins to run all cells.</summary>
    public async Task StartRunAllAsync()
    {
        await Expect(Kernel).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run All", Exact = true }).ClickAsync();
    }

    /// <summary>Runs one cell by the button beside it, and waits until it has ended.</summary>
    /// <param name="cell">Its place in the notebook, from 0.</param>
    public async Task RunAsync(int cell)
    {
        await StartAsync(cell);
        await ExpectRunAsync(1);
    }

    /// <summary>Begins to run one cell by the button beside it.</summary>
    /// <param name="cell">Its place in the notebook, from 0.</param>
    public async Task StartAsync(int cell)
    {
        await Expect(Kernel).ToBeVisibleAsync();
        await ClickRunAsync(cell);
    }

    /// <summary>Clicks the button beside a cell that runs it, whatever comes of it.</summary>
    /// <param name="cell">Its place in the notebook, from 0.</param>
    public async Task ClickRunAsync(int cell)
    {
        // Before VS Code knows of a kernel, the button asks for one.
        await Expect(page.Locator(".kernel-label").Filter(new() { HasText = "C# (.NET)" })).ToBeVisibleAsync();

        // The button is there under the mouse only.
        await Row(cell).HoverAsync();
        await Row(cell).Locator(".run-button-container [aria-label^='Execute Cell']").ClickAsync();
    }

    /// <summary>Stops what runs, by the notebook's button.</summary>
    public Task InterruptAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Interrupt", Exact = true }).ClickAsync();

    /// <summary>Waits until as many more cells have run, and the kernel is idle.</summary>
    public Task ExpectRunAsync(int cells) => Expect(Kernel).ToContainTextAsync($"C# idle [{executed += cells}]");

    /// <summary>The kernel that is used next is another: it counts from the beginning.</summary>
    public void ForgetKernel() => executed = 0;

    /// <summary>Saves the notebook.</summary>
    public async Task SaveAsync()
    {
        await PressAsync("Control+s");
        await Expect(page.Locator(".tabs-container .tab.active.dirty")).ToHaveCountAsync(0);
    }

    /// <summary>
    /// Holds what is shown to what the kernel sent, and takes a picture of the whole notebook, in a light and a dark theme.
    /// </summary>
    public async Task ExpectOutputsInBothThemesAsync(string name)
    {
        await ShowAllAsync();
        foreach (string theme in (string[])["light", "dark"])
        {
            await UseThemeAsync(theme);
            await ShownOutputs.ExpectAsync(Outputs.Locator(".output_container"), Saved());
            await ScreenshotAsync($"{name}-{theme}");
        }
    }

    /// <summary>The code cells as they are saved on disk.</summary>
    public IReadOnlyList<RunCell> Saved() => RunCell.Parse(File.ReadAllBytes(notebook));

    /// <summary>Changes between a light and a dark theme, where it is the other.</summary>
    public async Task UseThemeAsync(string theme)
    {
        ILocator body = Outputs.Locator("body");
        if (await body.GetAttributeAsync("data-vscode-theme-kind") != $"vscode-{theme}")
        {
            await CommandAsync("Preferences: Toggle between Light/Dark Themes");
        }

        await Expect(body).ToHaveAttributeAsync("data-vscode-theme-kind", $"vscode-{theme}");
    }

    /// <summary>Carries out a command by its name, from the command palette.</summary>
    public async Task CommandAsync(string name)
    {
        await page.Locator(".command-center .action-item.command-center-center").ClickAsync();
        await Input.FillAsync($">{name}");
        await page.Locator(".quick-input-list .monaco-list-row").Filter(new() { HasText = name }).First.ClickAsync();
    }

    /// <summary>Presses a key where it is the notebook's: what is typed in an output may stay there.</summary>
    public async Task PressAsync(string key)
    {
        await page.Locator(".tabs-container .tab.active").ClickAsync();
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Answers the dialog that asks where to save a file, and waits until VS Code has saved and opened it.</summary>
    /// <param name="suggested">The name that the dialog is to suggest.</param>
    /// <param name="name">The name to save it under.</param>
    /// <returns>The file's path.</returns>
    public async Task<string> SaveAsync(string suggested, string name)
    {
        await Expect(Input).ToHaveValueAsync(new Regex($"/{Regex.Escape(suggested)}$"));
        string path = Path.Combine(Path.GetDirectoryName(notebook)!, name);
        await Input.FillAsync(path);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Tab(name)).ToBeVisibleAsync();
        return path;
    }

    /// <summary>Waits until the cell is the selected one.</summary>
    /// <param name="cell">Its place in the notebook, from 0.</param>
    public Task ExpectSelectedAsync(int cell) =>
        Expect(page.Locator(".cell-list-container .monaco-list-row.focused")).ToHaveAttributeAsync("data-index", $"{cell}");

    /// <summary>Makes the window so high that all of the notebook is in sight.</summary>
    public async Task ShowAllAsync()
    {
        await page.SetViewportSizeAsync(Width, wholeHeight);

        // What lies below the window's edge can't be clicked: a click goes to what has its place, and nothing says so.
        await Expect(page.Locator(".cell-list-container .monaco-list-row[data-last-element=true]")).ToBeInViewportAsync(
            new() { Ratio = 1 });
    }

    /// <summary>Makes the window as high as a screen, and goes to the notebook's first cell.</summary>
    public async Task ShowStartAsync()
    {
        await page.SetViewportSizeAsync(Width, ScreenHeight);
        await PressAsync("Control+Home");
    }

    public Task ScreenshotAsync(string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(ChromiumFixture.Screenshots, $"vscode-{name}.png") });

    public async ValueTask DisposeAsync() => await page.CloseAsync();

    /// <summary>A cell of the notebook, from 0.</summary>
    public ILocator Row(int cell) => page.Locator($".cell-list-container .monaco-list-row[data-index='{cell}']");
}
