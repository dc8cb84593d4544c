using System.Text;
using Hosts.Tests.Browser;
using Hosts.Tests.DrawingPad;
using Hosts.Tests.Notebooks;
using Microsoft.Playwright;

namespace Hosts.Tests.Jupyter;

/// <summary>A window of Jupyter Notebook with a notebook in it.</summary>
internal sealed class JupyterWindow(IPage page) : IAsyncDisposable
{
    // By itself Playwright would ask at every frame, which makes the browser paint sixty of them a second for as long as the cells run.
    private const float PollMilliseconds = 250;

    /// <summary>A hand on the drawing pad.</summary>
    public PadHand Hand => new(page, page.Locator(".digit-pad").Last);

    /// <summary>Runs all cells, and waits until all have succeeded and all that they sent is there.</summary>
    public async Task RunAllAsync()
    {
        await page.EvaluateAsync("() => Jupyter.notebook.execute_all_cells()");

        // A cell's reply may come before its outputs: they are all there once the kernel has said on the outputs' own channel
        // that it is done.
        await page.WaitForFunctionAsync(
            """
            () => {
              const isDone = cell => {
                const request = Jupyter.notebook.kernel._msg_callbacks[cell.last_msg_id];
                return request?.shell_done && request.iopub_done;
              };
              return document.querySelector(".output_error")
                || Jupyter.notebook.get_cells().every(cell => cell.cell_type !== "code" || isDone(cell));
            }
            """,
            options: new() { PollingInterval = PollMilliseconds });
        (await page.Locator(".output_error").AllInnerTextsAsync()).ShouldBeEmpty();
    }

    /// <summary>Holds what is shown to what the kernel sent, and takes a picture of the whole notebook.</summary>
    public async Task ExpectOutputsAsync(string name)
    {
        string run = await page.EvaluateAsync<string>("() => JSON.stringify(Jupyter.notebook.toJSON())");
        await ShownOutputs.ExpectAsync(page.Locator(".output_area"), RunCell.Parse(Encoding.UTF8.GetBytes(run)));
        int height = await page.EvaluateAsync<int>(
            "() => document.querySelector('#header').offsetHeight + document.querySelector('#notebook').scrollHeight");
        await page.SetViewportSizeAsync(page.ViewportSize!.Width, height);
        await page.ScreenshotAsync(new() { Path = Path.Combine(ChromiumFixture.Screenshots, $"jupyter-{name}.png") });
    }

    /// <summary>Ends the kernel, which else would run on, and closes the window.</summary>
    public async ValueTask DisposeAsync()
    {
        await page.EvaluateAsync("() => new Promise(end => Jupyter.notebook.session.delete(end, end))");
        await page.Context.DisposeAsync();
    }
}
