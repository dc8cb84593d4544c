using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Inference;

/// <summary>
/// A convolution's kernel with nothing left out: what lies between the pixels of a dilated kernel, and the maps of other groups, are zeros.
/// They cost time, and spare the loops from knowing of either.
/// </summary>
/// <param name="In">Feature maps that come in.</param>
/// <param name="Out">Feature maps that go out.</param>
/// <param name="Size">The kernel's sides.</param>
/// <param name="Stride">How far it moves.</param>
/// <param name="Padding">Zeros on each side.</param>
/// <param name="Weights"><c>[Out, In, Size]</c>, row-major.</param>
internal sealed record DenseKernel(int In, int Out, Extent Size, Extent Stride, Extent Padding, float[] Weights)
{
    /// <summary>The kernel of a layer.</summary>
    public static DenseKernel Of(ConvolutionLayer layer, float[] weights)
    {
        (Extent kernel, Extent dilation) = (layer.Kernel, layer.Dilation);
        if (layer.Groups == 1 && dilation == 1)
        {
            return new DenseKernel(layer.In, layer.Out, kernel, layer.Stride, layer.Padding, weights);
        }

        Extent size = new((dilation.Height * (kernel.Height - 1)) + 1, (dilation.Width * (kernel.Width - 1)) + 1);
        float[] dense = new float[layer.Out * layer.In * size.Height * size.Width];
        int inputs = layer.In / layer.Groups;
        int source = 0;
        for (int output = 0; output < layer.Out; output++)
        {
            int firstInput = output / (layer.Out / layer.Groups) * inputs;
            for (int input = 0; input < inputs; input++)
            {
                int map = (((output * layer.In) + firstInput + input) * size.Height * size.Width);
                for (int y = 0; y < kernel.Height; y++)
                {
                    for (int x = 0; x < kernel.Width; x++)
                    {
                        dense[map + (y * dilation.Height * size.Width) + (x * dilation.Width)] = weights[source++];
                    }
                }
            }
        }

        return new DenseKernel(layer.In, layer.Out, size, layer.Stride, layer.Padding, dense);
    }
}
