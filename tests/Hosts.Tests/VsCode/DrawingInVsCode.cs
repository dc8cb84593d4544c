using Hosts.Tests.Notebooks;

namespace Hosts.Tests.VsCode;

/// <summary>A window on the last notebook, run once for all tests of its pad.</summary>
public sealed class DrawingInVsCode : IAsyncDisposable
{
    private readonly Lazy<Task<VsCodeWindow>> window;

    public DrawingInVsCode(VsCodeServer server) => window = new Lazy<Task<VsCodeWindow>>(async () =>
    {
        VsCodeWindow opened = await server.OpenAsync(NotebookRun.Drawing, wholeHeight: 6_000);
        await opened.RunAllAsync();
        return opened;
    });

    internal Task<VsCodeWindow> WindowAsync() => window.Value;

    public async ValueTask DisposeAsync()
    {
        if (window is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await window.Value).DisposeAsync();
        }
    }
}
