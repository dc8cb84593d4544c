using System.Runtime.InteropServices;

namespace NotebookKernel.Jupyter;

/// <summary>
/// Ties a kernel to its process: an interrupt signal stops the cell and not the process, the kernel ends with the process
/// that started it, and a process that a cell brings down says so before it goes.
/// </summary>
public sealed class KernelLifetime : IDisposable
{
    private readonly JupyterKernel kernel;
    private readonly CancellationTokenSource end;
    private readonly PosixSignalRegistration[] signals;
    private bool ended;

    private KernelLifetime(JupyterKernel kernel, CancellationTokenSource end)
    {
        this.kernel = kernel;
        this.end = end;
        signals =
        [
            On(PosixSignal.SIGINT, kernel.Interrupt),
            On(PosixSignal.SIGTERM, end.Cancel),
        ];
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
    }

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="kernel">The kernel of this process.</param>
    /// <param name="end">Cancelled when the kernel has to end.</param>
    public static KernelLifetime Watch(JupyterKernel kernel, CancellationTokenSource end)
    {
        var lifetime = new KernelLifetime(kernel, end);
        _ = lifetime.FollowParentAsync();
        return lifetime;
    }

    /// <summary>Lets go of the signals and events of the process.</summary>
    public void Dispose()
    {
        ended = true;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        foreach (PosixSignalRegistration signal in signals)
        {
            signal.Dispose();
        }
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });

    private async Task FollowParentAsync()
    {
        try
        {
            string? parent = Environment.GetEnvironmentVariable(ParentProcess.Variable);
            await ParentProcess.WaitForEndAsync(parent, end.Token).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The kernel ended before its parent did, as it should.
        }
        catch (ObjectDisposedException)
        {
            // So it did, a moment ago.
        }
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        if (!ended)
        {
            kernel.ReportEnd(
                $"The cell ended the kernel's process (exit code {Environment.ExitCode}): every variable is gone. "
                + "Leave out Environment.Exit, restart the kernel and run the cells again.");
        }
    }

    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        if (!ended)
        {
            ended = true;
            kernel.ReportEnd(
                $"An exception on a thread that a cell started ended the kernel's process: every variable is gone.\n{e.ExceptionObject}\n"
                + "Catch it on that thread, restart the kernel and run the cells again.");
        }
    }
}
