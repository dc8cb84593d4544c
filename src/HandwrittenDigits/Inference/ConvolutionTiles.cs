using System.Runtime.CompilerServices;

namespace HandwrittenDigits.Inference;

/// <summary>
/// The innermost loops: a few output pixels times a few vectors of output channels, twelve accumulators that stay in registers
/// while every weight and input of the kernel's window passes by. Twelve, two or three weights and one input fill the sixteen
/// registers of AVX2, and twelve independent sums hide the latency of the fused multiply-add, on AVX-512 too.
/// </summary>
/// <typeparam name="TVector">The vectors that hold the channels.</typeparam>
internal static unsafe class ConvolutionTiles<TVector>
    where TVector : unmanaged, IFloatVector<TVector>
{
    // Never inlined: in a larger method the JIT's budget for inlining runs out, and what should be instructions become calls.
    // Optimised at once: until the runtime does so by itself, after thirty images or so, they are calls as well.
    private const MethodImplOptions Compilation = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>What the pixels of a tile have in common.</summary>
    /// <param name="Rows">Rows of the kernel.</param>
    /// <param name="Run">Floats of one row of the kernel's window in the input: they lie side by side.</param>
    /// <param name="RowStride">Floats from one row of the input to the next.</param>
    /// <param name="Least">The least number that is stored.</param>
    internal readonly record struct Window(int Rows, int Run, int RowStride, float Least);

    /// <summary>Four pixels by three vectors of channels.</summary>
    /// <param name="input">The input's first float.</param>
    /// <param name="from">Where each pixel's window begins in the input.</param>
    /// <param name="weights">For each row and position of the window three vectors.</param>
    /// <param name="bias">Three vectors.</param>
    /// <param name="output">The output's first float, for this block of channels.</param>
    /// <param name="to">Where each pixel begins in the output.</param>
    /// <param name="window">The kernel's window.</param>
    [MethodImpl(Compilation)]
    public static void FourByThree(float* input, int* from, float* weights, float* bias, float* output, int* to, Window window)
    {
        int width = TVector.Count;
        (int run, int rowStride) = (window.Run, window.RowStride);
        TVector a0 = TVector.Load(bias), a1 = TVector.Load(bias + width), a2 = TVector.Load(bias + (2 * width));
        TVector b0 = a0, b1 = a1, b2 = a2, c0 = a0, c1 = a1, c2 = a2, d0 = a0, d1 = a1, d2 = a2;
        float* pixelA = input + from[0], pixelB = input + from[1], pixelC = input + from[2], pixelD = input + from[3];
        for (int row = 0; row < window.Rows; row++)
        {
            for (int i = 0; i < run; i++)
            {
                TVector w0 = TVector.Load(weights), w1 = TVector.Load(weights + width), w2 = TVector.Load(weights + (2 * width));
                TVector x = TVector.Broadcast(pixelA[i]);
                a0 = TVector.MultiplyAdd(x, w0, a0);
                a1 = TVector.MultiplyAdd(x, w1, a1);
                a2 = TVector.MultiplyAdd(x, w2, a2);
                x = TVector.Broadcast(pixelB[i]);
                b0 = TVector.MultiplyAdd(x, w0, b0);
                b1 = TVector.MultiplyAdd(x, w1, b1);
                b2 = TVector.MultiplyAdd(x, w2, b2);
                x = TVector.Broadcast(pixelC[i]);
                c0 = TVector.MultiplyAdd(x, w0, c0);
                c1 = TVector.MultiplyAdd(x, w1, c1);
                c2 = TVector.MultiplyAdd(x, w2, c2);
                x = TVector.Broadcast(pixelD[i]);
                d0 = TVector.MultiplyAdd(x, w0, d0);
                d1 = TVector.MultiplyAdd(x, w1, d1);
                d2 = TVector.MultiplyAdd(x, w2, d2);
                weights += 3 * width;
            }

            pixelA += rowStride;
            pixelB += rowStride;
            pixelC += rowStride;
            pixelD += rowStride;
        }

        TVector least = TVector.Broadcast(window.Least);
        StoreThree(output + to[0], a0, a1, a2, least);
        StoreThree(output + to[1], b0, b1, b2, least);
        StoreThree(output + to[2], c0, c1, c2, least);
        StoreThree(output + to[3], d0, d1, d2, least);
    }

    /// <summary>Six pixels by two vectors of channels; the second may be there for the sum only.</summary>
    /// <param name="input">The input's first float.</param>
    /// <param name="from">Where each pixel's window begins in the input.</param>
    /// <param name="weights">For each row and position of the window two vectors.</param>
    /// <param name="bias">Two vectors.</param>
    /// <param name="output">The output's first float, for this block of channels.</param>
    /// <param name="to">Where each pixel begins in the output.</param>
    /// <param name="window">The kernel's window.</param>
    /// <param name="storeSecond">False where the output has no second vector.</param>
    [MethodImpl(Compilation)]
    public static void SixByTwo(
        float* input, int* from, float* weights, float* bias, float* output, int* to, Window window, bool storeSecond)
    {
        int width = TVector.Count;
        (int run, int rowStride) = (window.Run, window.RowStride);
        TVector a0 = TVector.Load(bias), a1 = TVector.Load(bias + width);
        TVector b0 = a0, b1 = a1, c0 = a0, c1 = a1, d0 = a0, d1 = a1, e0 = a0, e1 = a1, f0 = a0, f1 = a1;
        float* pixelA = input + from[0], pixelB = input + from[1], pixelC = input + from[2];
        float* pixelD = input + from[3], pixelE = input + from[4], pixelF = input + from[5];
        for (int row = 0; row < window.Rows; row++)
        {
            for (int i = 0; i < run; i++)
            {
                TVector w0 = TVector.Load(weights), w1 = TVector.Load(weights + width);
                TVector x = TVector.Broadcast(pixelA[i]);
                a0 = TVector.MultiplyAdd(x, w0, a0);
                a1 = TVector.MultiplyAdd(x, w1, a1);
                x = TVector.Broadcast(pixelB[i]);
                b0 = TVector.MultiplyAdd(x, w0, b0);
                b1 = TVector.MultiplyAdd(x, w1, b1);
                x = TVector.Broadcast(pixelC[i]);
                c0 = TVector.MultiplyAdd(x, w0, c0);
                c1 = TVector.MultiplyAdd(x, w1, c1);
                x = TVector.Broadcast(pixelD[i]);
                d0 = TVector.MultiplyAdd(x, w0, d0);
                d1 = TVector.MultiplyAdd(x, w1, d1);
                x = TVector.Broadcast(pixelE[i]);
                e0 = TVector.MultiplyAdd(x, w0, e0);
                e1 = TVector.MultiplyAdd(x, w1, e1);
                x = TVector.Broadcast(pixelF[i]);
                f0 = TVector.MultiplyAdd(x, w0, f0);
                f1 = TVector.MultiplyAdd(x, w1, f1);
                weights += 2 * width;
            }

            pixelA += rowStride;
            pixelB += rowStride;
            pixelC += rowStride;
            pixelD += rowStride;
            pixelE += rowStride;
            pixelF += rowStride;
        }

        TVector least = TVector.Broadcast(window.Least);
        StoreTwo(output + to[0], a0, a1, storeSecond, least);
        StoreTwo(output + to[1], b0, b1, storeSecond, least);
        StoreTwo(output + to[2], c0, c1, storeSecond, least);
        StoreTwo(output + to[3], d0, d1, storeSecond, least);
        StoreTwo(output + to[4], e0, e1, storeSecond, least);
        StoreTwo(output + to[5], f0, f1, storeSecond, least);
    }

    private static void StoreThree(float* to, TVector first, TVector second, TVector third, TVector least)
    {
        first.StoreAtLeast(to, least);
        second.StoreAtLeast(to + TVector.Count, least);
        third.StoreAtLeast(to + (2 * TVector.Count), least);
    }

    private static void StoreTwo(float* to, TVector first, TVector second, bool storeSecond, TVector least)
    {
        first.StoreAtLeast(to, least);
        if (storeSecond)
        {
            second.StoreAtLeast(to + TVector.Count, least);
        }
    }
}
