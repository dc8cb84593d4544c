using Hosts.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hosts.Tests.Jupyter;

/// <summary>A notebook in Jupyter Notebook, in a real browser, as a person works with it.</summary>
public sealed class LiveNotebookTests(JupyterInstallation jupyter, ChromiumFixture chromium)
{
    [Fact]
    public async Task Notebook_RunUpdatedInterruptedCompletedRestarted_DoesWhatAPersonExpects()
    {
        Assert.SkipWhen((jupyter.Missing ?? chromium.Missing) is not null, jupyter.Missing ?? chromium.Missing ?? "");
        string notebook = NotebookFile.Write(
            jupyter.Folder,
            "live",
            "var word = \"a word\";\nConsole.WriteLine(word);",
            """
            var shown = HTML("<b class='progress-shown'>step 0</b>").Display();
            for (var step = 1; step <= 3; step++)
            {
                await Task.Yield();
                shown.Update(HTML($"<b class='progress-shown'>step {step}</b>"));
            }
            """,
            "await new TaskCompletionSource().Task;",
            "word.Length",
            "");
        await using JupyterServer server = await JupyterServer.StartAsync(jupyter, jupyter.Folder);
        IPage page = await chromium.NewPageAsync();
        await page.GotoAsync(server.UrlOf(notebook));
        await Expect(page.Locator("#kernel_indicator")).ToContainTextAsync(".NET (C#)");
        await page.WaitForFunctionAsync("() => Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()");

        // Run all: the third cell runs until it is interrupted.
        await page.EvaluateAsync("() => Jupyter.notebook.execute_all_cells()");
        await Expect(Output(page, 0)).ToContainTextAsync("a word");
        await Expect(Output(page, 1).Locator(".progress-shown")).ToHaveTextAsync("step 3");
        await Expect(Output(page, 1).Locator(".output_area")).ToHaveCountAsync(1);
        await Expect(Prompt(page, 2)).ToContainTextAsync("*");
        await ScreenshotAsync(page, "running");

        await page.EvaluateAsync("() => Jupyter.notebook.kernel.interrupt()");
        await Expect(Output(page, 2)).ToContainTextAsync("interrupted", new() { IgnoreCase = true });
        await ScreenshotAsync(page, "interrupted");

        // Go on: the session and its variables are still there.
        await ExecuteAsync(page, 3);
        await Expect(Output(page, 3)).ToContainTextAsync("6");

        // Complete a member with Tab.
        await page.Locator(".cell").Nth(4).Locator(".CodeMirror").ClickAsync();
        await page.Keyboard.TypeAsync("word.Subst");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".cell").Nth(4).Locator(".CodeMirror-code")).ToContainTextAsync("word.Substring");
        await ScreenshotAsync(page, "completed");

        // Restart: the variables are gone.
        await page.EvaluateAsync("() => Jupyter.notebook.kernel.restart()");
        await page.WaitForFunctionAsync("() => Jupyter.notebook.kernel.is_connected()");
        await ExecuteAsync(page, 3);
        await Expect(Output(page, 3)).ToContainTextAsync("CS0103");
        await ExecuteAsync(page, 0);
        await Expect(Output(page, 0)).ToContainTextAsync("a word");
        await Expect(Prompt(page, 0)).ToContainTextAsync("[2]");
        await ScreenshotAsync(page, "restarted");
    }

    private static ILocator Output(IPage page, int cell) => page.Locator(".cell").Nth(cell).Locator(".output");

    private static ILocator Prompt(IPage page, int cell) => page.Locator(".cell").Nth(cell).Locator(".input_prompt");

    private static Task ExecuteAsync(IPage page, int cell) => page.EvaluateAsync($"() => Jupyter.notebook.execute_cells([{cell}])");

    private static Task ScreenshotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(ChromiumFixture.Screenshots, $"jupyter-{name}.png") });
}
