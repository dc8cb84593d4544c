using System.Runtime.InteropServices;

namespace HandwrittenDigits.Native;

/// <summary>How the process keeps the memory that libtorch frees.</summary>
/// <remarks>
/// libtorch takes and frees the memory of every tensor anew, tens of megabytes a training step, and by default glibc hands large blocks
/// back to the system at once. The system clears each page again when it is next touched, which cost more time than the arithmetic: a
/// training step took two to three times as long. A program that would rather give the memory back sets the switch
/// <c>HandwrittenDigits.KeepFreedMemory</c> to false, by <see cref="AppContext.SetSwitch"/> or in its <c>runtimeconfig.json</c>.
/// </remarks>
internal static class NativeHeap
{
    /// <summary>The switch's name.</summary>
    public const string SwitchName = "HandwrittenDigits.KeepFreedMemory";

    // The numbers of glibc's malloc.h; mallopt(3) describes them.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MostMappedBlocks = -4;

    // Free memory at the heap's end that is kept for the next tensors.
    private const int KeptBytes = 1 << 30;

    // What a thread's heap grows by: as large as such a heap can be, else it is given back as often as it becomes empty.
    private const int HeapBytes = 64 << 20;

    /// <summary>Makes glibc's malloc, where there is one, keep freed memory for what comes next, up to 1 GiB.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || (AppContext.TryGetSwitch(SwitchName, out bool wanted) && !wanted))
        {
            return;
        }

        try
        {
            // A refusal costs time, no more.
            _ = SetMallocOption(MostMappedBlocks, 0) + SetMallocOption(TrimThreshold, KeptBytes) + SetMallocOption(TopPad, HeapBytes);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, with a malloc of its own.
        }
    }

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetMallocOption(int option, int value);
}
