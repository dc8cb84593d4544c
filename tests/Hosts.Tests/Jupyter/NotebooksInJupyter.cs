using HandwrittenDigits.Testing;
using Hosts.Tests.Browser;
using Hosts.Tests.Notebooks;
using Microsoft.Playwright;

namespace Hosts.Tests.Jupyter;

/// <summary>A Jupyter Notebook in a folder of copies of the repository's notebooks.</summary>
public sealed class NotebooksInJupyter(JupyterInstallation jupyter, ChromiumFixture chromium) : IAsyncLifetime
{
    private JupyterServer? server;

    private string? Missing => jupyter.Missing ?? chromium.Missing;

    private string Folder => Directory.CreateDirectory(Path.Combine(jupyter.Folder, "repository", "notebooks")).FullName;

    /// <summary>Starts the server, where there is one.</summary>
    public async ValueTask InitializeAsync() => server = Missing is null ? await JupyterServer.StartAsync(jupyter, Folder) : null;

    /// <summary>Opens a window on a copy of one of the repository's notebooks.</summary>
    internal async Task<JupyterWindow> OpenAsync(string name)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        Assert.SkipUnless(RealData.HasAll, RealData.NeedsAll);
        IPage page = await chromium.NewPageAsync();
        await page.GotoAsync(server!.UrlOf(QuickNotebook.Copy(name, Folder)));
        await page.WaitForFunctionAsync("() => globalThis.Jupyter?.notebook?.kernel?.is_connected()");
        return new JupyterWindow(page);
    }

    /// <summary>Ends the server and its kernels.</summary>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
