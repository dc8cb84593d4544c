using static TorchSharp.torch;

namespace HandwrittenDigits.Imaging;

/// <summary>How images and feature maps lie in a tensor's memory.</summary>
internal static class ImageLayout
{
    /// <summary>
    /// The same numbers, <c>[N, C, S, S]</c>, with those of one pixel side by side in memory: the order in which a CPU computes
    /// convolutions, batch norm and pooling fastest, and which they keep.
    /// </summary>
    /// <remarks>
    /// It is also the order in which libtorch 2.10 (oneDNN 3.7.1) computes rightly: in the other, on a processor with AVX-512, what a
    /// convolution makes and the gradient by its input are now and then wrong, or not a number, where the channels are no multiple of 16.
    /// (Without AVX-512, <c>ONEDNN_MAX_CPU_ISA=AVX2</c>, both are right, at 1.6 times the time.)
    /// </remarks>
    public static Tensor ChannelsLast(Tensor features)
    {
        // Of one channel the memory is the same in either order; only where the channel's own axis is made anew is it taken for the last.
        Tensor last = features.shape[1] == 1 ? features.squeeze(1).unsqueeze(3) : features.permute(0, 2, 3, 1);
        return last.contiguous().permute(0, 3, 1, 2);
    }
}
