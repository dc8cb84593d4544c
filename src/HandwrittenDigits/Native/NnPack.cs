using System.Runtime.InteropServices;

namespace HandwrittenDigits.Native;

/// <summary>One of libtorch's ways to compute a convolution.</summary>
/// <remarks>
/// On a processor that it does not know it is never used, and says so at every convolution that might have gone there, on standard
/// error: in a notebook that is hundreds of lines under a picture. No variable of the environment keeps it from that.
/// </remarks>
internal static unsafe class NnPack
{
    /// <summary>Keeps libtorch from asking for it; where the library has no such switch, nothing happens.</summary>
    /// <param name="torchCpu">The handle of <c>libtorch_cpu</c>.</param>
    public static void TurnOff(nint torchCpu)
    {
        // at::globalContext() and at::Context::setUserEnabledNNPACK(bool), by the names that the Itanium C++ ABI gives them.
        if (OperatingSystem.IsLinux()
            && NativeLibrary.TryGetExport(torchCpu, "_ZN2at13globalContextEv", out nint context)
            && NativeLibrary.TryGetExport(torchCpu, "_ZN2at7Context20setUserEnabledNNPACKEb", out nint set))
        {
            ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
        }
    }
}
