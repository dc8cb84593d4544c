namespace HandwrittenDigits.Inference;

/// <summary>
/// A convolution, perhaps with ReLU. Its weights are repacked to <c>[block of channels][ky][kx][in][channels of the block]</c>: the order
/// in which <see cref="ConvolutionTiles{TVector}"/> read them.
/// </summary>
/// <typeparam name="TVector">The vectors that hold the channels.</typeparam>
internal sealed unsafe class ConvolutionStage<TVector> : INetworkStage
    where TVector : unmanaged, IFloatVector<TVector>
{
    private readonly ConvolutionTiles<TVector>.Window window;
    private readonly int vectors;
    private readonly int tileVectors;
    private readonly int tilePixels;
    private readonly float[] weights;
    private readonly float[] bias;
    private readonly int[] from;
    private readonly int[] to;

    /// <summary>Prepares a convolution.</summary>
    /// <param name="kernel">The convolution.</param>
    /// <param name="biases">A number for each map that goes out.</param>
    /// <param name="input">Its border is at least the convolution's padding.</param>
    /// <param name="output">It may be smaller than what the convolution makes: what nobody reads is not computed.</param>
    /// <param name="least">The least number that goes out: 0 where ReLU follows.</param>
    public ConvolutionStage(DenseKernel kernel, float[] biases, FeatureMapLayout input, FeatureMapLayout output, float least)
    {
        Output = output;
        window = new(kernel.Size.Height, kernel.Size.Width * input.PixelStride, input.RowStride, least);
        vectors = output.PixelStride / TVector.Count;
        (tileVectors, tilePixels) = vectors % 3 == 0 ? (3, 4) : (2, 6);
        (weights, bias) = Pack(kernel, biases, input.PixelStride);
        (from, to) = Pixels(kernel, input);
    }

    /// <inheritdoc/>
    public FeatureMapLayout Output { get; }

    private int BlockChannels => tileVectors * TVector.Count;

    private int BlockCount => (vectors + tileVectors - 1) / tileVectors;

    /// <inheritdoc/>
    public void Run(float[] source, float[] target)
    {
        int weightsPerBlock = window.Rows * window.Run * BlockChannels;
        fixed (float* inputs = source, outputs = target, allWeights = weights, biases = bias)
        fixed (int* sources = from, targets = to)
        {
            for (int block = 0; block < BlockCount; block++)
            {
                int channel = block * BlockChannels;
                float* blockWeights = allWeights + (block * weightsPerBlock);
                for (int pixel = 0; pixel < from.Length; pixel += tilePixels)
                {
                    if (tileVectors == 3)
                    {
                        ConvolutionTiles<TVector>.FourByThree(
                            inputs, sources + pixel, blockWeights, biases + channel, outputs + channel, targets + pixel, window);
                    }
                    else
                    {
                        bool storeSecond = (block * tileVectors) + 1 < vectors;
                        ConvolutionTiles<TVector>.SixByTwo(
                            inputs, sources + pixel, blockWeights, biases + channel, outputs + channel, targets + pixel, window,
                            storeSecond);
                    }
                }
            }
        }
    }

    private (float[] Weights, float[] Bias) Pack(DenseKernel kernel, float[] biases, int inputStride)
    {
        int taps = kernel.Size.Height * kernel.Size.Width;
        float[] packed = new float[BlockCount * taps * inputStride * BlockChannels];
        float[] packedBias = new float[BlockCount * BlockChannels];
        biases.CopyTo(packedBias, 0);
        int source = 0;
        for (int output = 0; output < kernel.Out; output++)
        {
            (int block, int lane) = Math.DivRem(output, BlockChannels);
            for (int input = 0; input < kernel.In; input++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    int position = (((block * taps) + tap) * inputStride) + input;
                    packed[(position * BlockChannels) + lane] = kernel.Weights[source++];
                }
            }
        }

        return (packed, packedBias);
    }

    // The last pixel is repeated until whole tiles are full: it is computed again, to the same numbers.
    private (int[] From, int[] To) Pixels(DenseKernel kernel, FeatureMapLayout input)
    {
        int count = Output.Height * Output.Width;
        int[] sources = new int[FeatureMapLayout.RoundUp(count, tilePixels)];
        int[] targets = new int[sources.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            (int y, int x) = Math.DivRem(Math.Min(i, count - 1), Output.Width);
            sources[i] = input.Offset((x * kernel.Stride.Width) - kernel.Padding.Width, (y * kernel.Stride.Height) - kernel.Padding.Height);
            targets[i] = Output.Offset(x, y);
        }

        return (sources, targets);
    }
}
