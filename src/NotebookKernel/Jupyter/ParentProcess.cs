using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NotebookKernel.Jupyter;

/// <summary>
/// The process that started the kernel, which Jupyter names in <c>JPY_PARENT_PID</c>: when it is gone, nobody is left to
/// end the kernel.
/// </summary>
public static class ParentProcess
{
    /// <summary>What Jupyter sets: the parent's process id; on Windows a handle of it that the kernel inherits.</summary>
    public const string Variable = "JPY_PARENT_PID";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the parent is gone; for ever where none is named.</summary>
    /// <param name="named">The value of <see cref="Variable"/>, null if not set.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static async Task WaitForEndAsync(string? named, CancellationToken stop)
    {
        if (!long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out long parent) || parent <= 1)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
        }
        else if (OperatingSystem.IsWindows())
        {
            await WaitForHandleAsync((nint)parent, stop).ConfigureAwait(false);
        }
        else if (GetParentId() == parent)
        {
            // A child whose parent dies is given to another one, also where the dead one lingers as a zombie.
            using var timer = new PeriodicTimer(Pause);
            while (GetParentId() == parent)
            {
                await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
            }
        }
        else
        {
            await WaitForProcessAsync(checked((int)parent), stop).ConfigureAwait(false);
        }
    }

    // A script may stand between Jupyter and the kernel.
    private static async Task WaitForProcessAsync(int id, CancellationToken stop)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // The id belongs to nobody any more.
        }
    }

    private static async Task WaitForHandleAsync(nint handle, CancellationToken stop)
    {
        using var ended = new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: false) };
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisteredWaitHandle registration =
            ThreadPool.RegisterWaitForSingleObject(ended, (_, _) => gone.SetResult(), null, Timeout.Infinite, executeOnlyOnce: true);
        try
        {
            await gone.Task.WaitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            registration.Unregister(null);
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetParentId();
}
