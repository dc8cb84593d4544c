using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>Where to compute, by libtorch's names.</summary>
internal static class TorchDevice
{
    // AVX512_BF16, as AMD's and Intel's manuals have it; .NET has no name for it.
    private static bool ProcessorHasBFloat16 => Avx512F.IsSupported && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    /// <summary>
    /// Whether a device has instructions for bfloat16; of a GPU that is taken for granted. libtorch is not loaded by this.
    /// </summary>
    public static bool HasBFloat16(string name) => !name.StartsWith("cpu", StringComparison.Ordinal) || ProcessorHasBFloat16;

    /// <exception cref="ArgumentException">There is no such device here; the message says what there is.</exception>
    public static Device Parse(string name)
    {
        Device device;
        try
        {
            device = torch.device(name);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new ArgumentException($"'{name}' names no device: it has to be cpu, cuda, cuda:1 or mps.", e);
        }
        catch (InvalidOperationException e)
        {
            throw NotHere(name, e);
        }

        bool available = device.type switch
        {
            DeviceType.CPU => true,
            DeviceType.CUDA => cuda.is_available() && device.index < cuda.device_count(),
            DeviceType.MPS => mps_is_available(),
            _ => false,
        };
        return available ? device : throw NotHere(name);
    }

    private static ArgumentException NotHere(string name, Exception? cause = null) =>
        new($"There is no device '{name}' here: use 'cpu', or reference the TorchSharp package for that device.", cause);
}
