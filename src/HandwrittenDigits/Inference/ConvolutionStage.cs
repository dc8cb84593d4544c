using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Inference;

/// <summary>
/// A convolution with ReLU. Its weights are repacked to <c>[block of channels][ky][kx][in][channels of the block]</c>: the order
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
    /// <param name="layer">The convolution.</param>
    /// <param name="input">Its border is at least the convolution's padding.</param>
    /// <param name="output">Its side may be less than the convolution makes: what nobody reads is not computed.</param>
    public ConvolutionStage(FoldedConvolution layer, FeatureMapLayout input, FeatureMapLayout output)
    {
        Output = output;
        window = new(layer.Kernel, layer.Kernel * input.PixelStride, input.RowStride);
        vectors = output.PixelStride / TVector.Count;
        (tileVectors, tilePixels) = vectors % 3 == 0 ? (3, 4) : (2, 6);
        (weights, bias) = Pack(layer, input.PixelStride);
        (from, to) = Pixels(layer, input);
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
            for (var block = 0; block < BlockCount; block++)
            {
                int channel = block * BlockChannels;
                float* blockWeights = allWeights + (block * weightsPerBlock);
                for (var pixel = 0; pixel < from.Length; pixel += tilePixels)
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
                            inputs, sources + pixel, blockWeights, biases + channel, outputs + channel, targets + pixel, window, storeSecond);
                    }
                }
            }
        }
    }

    private (float[] Weights, float[] Bias) Pack(FoldedConvolution layer, int inputStride)
    {
        int kernel = layer.Kernel;
        var packed = new float[BlockCount * kernel * kernel * inputStride * BlockChannels];
        var packedBias = new float[BlockCount * BlockChannels];
        layer.Bias.CopyTo(packedBias, 0);
        var source = 0;
        for (var output = 0; output < layer.OutChannels; output++)
        {
            (int block, int lane) = Math.DivRem(output, BlockChannels);
            for (var input = 0; input < layer.InChannels; input++)
            {
                for (var tap = 0; tap < kernel * kernel; tap++)
                {
                    int position = (((block * kernel * kernel) + tap) * inputStride) + input;
                    packed[(position * BlockChannels) + lane] = layer.Weights[source++];
                }
            }
        }

        return (packed, packedBias);
    }

    // The last pixel is repeated until whole tiles are full: it is computed again, to the same numbers.
    private (int[] From, int[] To) Pixels(FoldedConvolution layer, FeatureMapLayout input)
    {
        int count = Output.Side * Output.Side;
        var sources = new int[FeatureMapLayout.RoundUp(count, tilePixels)];
        var targets = new int[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            (int y, int x) = Math.DivRem(Math.Min(i, count - 1), Output.Side);
            sources[i] = input.Offset((x * layer.Stride) - layer.Padding, (y * layer.Stride) - layer.Padding);
            targets[i] = Output.Offset(x, y);
        }

        return (sources, targets);
    }
}
