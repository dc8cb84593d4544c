using System.Runtime.InteropServices;

namespace HandwrittenDigits.Native;

/// <summary>How libtorch's threads wait for each other.</summary>
/// <remarks>
/// By default GNU OpenMP's threads wait by computing (some milliseconds, at the end of every parallel loop), which is quickest where each
/// has a core to itself. Where another program wants the core, the threads that wait keep off the one that is waited for: beside one busy
/// loop on two cores, a pass over MNIST took 67 s, and 15 s with threads that sleep.
/// </remarks>
internal static class OpenMp
{
    /// <summary>
    /// Makes OpenMP's threads sleep while they wait, unless <c>OMP_WAIT_POLICY</c> says how they should. It has to be called before
    /// libtorch is loaded, which reads that variable once.
    /// </summary>
    public static void SleepWhileWaiting()
    {
        if (OperatingSystem.IsLinux())
        {
            // .NET's own variables are a copy that native code does not see. A refusal costs time, no more.
            _ = SetVariable("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(string name, string value, int overwrite);
}
