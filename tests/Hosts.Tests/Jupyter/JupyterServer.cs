using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hosts.Tests.Jupyter;

/// <summary>A running Jupyter Notebook on loopback, ended with its kernels when it is disposed.</summary>
public sealed class JupyterServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> log = [];

    private JupyterServer(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it answers; no token is asked.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server on the notebooks of a folder and waits until it answers.</summary>
    public static async Task<JupyterServer> StartAsync(JupyterInstallation jupyter, string folder)
    {
        int port = FreePort();
        Process process = jupyter.StartPython(
            "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0",
            "--NotebookApp.token=", "--NotebookApp.password=", $"--notebook-dir={folder}",
            $"--MappingKernelManager.kernel_info_timeout={JupyterInstallation.Patience}");
        var server = new JupyterServer(process, new Uri($"http://127.0.0.1:{port}/"));
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Where a notebook of its folder opens.</summary>
    public string UrlOf(string notebook) => $"{Address}notebooks/{Uri.EscapeDataString(Path.GetFileName(notebook))}";

    /// <summary>Ends the server and the kernels it started.</summary>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The server says so on its error stream once it listens.
    private async Task WaitUntilReadyAsync()
    {
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            log.Add(line);
            if (line.Contains("is running at", StringComparison.Ordinal))
            {
                // Read on, so that its pipe never fills.
                process.BeginOutputReadLine();
                _ = process.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"Jupyter ended before it listened:\n{string.Join('\n', log)}");
    }
}
