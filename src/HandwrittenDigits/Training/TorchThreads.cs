using static TorchSharp.torch;

namespace HandwrittenDigits.Training;

/// <summary>Sets how many threads libtorch computes with, and puts the number back.</summary>
internal sealed class TorchThreads : IDisposable
{
    private readonly int before = get_num_threads();

    /// <summary>Sets the number; 0 leaves it as it is.</summary>
    public TorchThreads(int threads)
    {
        if (threads > 0)
        {
            set_num_threads(threads);
        }
    }

    public void Dispose() => set_num_threads(before);
}
