using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;
using HandwrittenDigits.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hosts.Tests.DrawingPad;

/// <summary>The networks that the pad is tested with.</summary>
internal static class PadNetworks
{
    /// <summary>The shipped model.</summary>
    public static FoldedNetwork Shipped { get; } = FoldedNetwork.FromSafetensors(ShippedModel.File, ShippedModel.Name);

    /// <summary>
    /// A random network with what the shipped one may lack: a padded and an unpadded convolution, an odd side before a pooling,
    /// and numbers of channels that fill no whole block.
    /// </summary>
    public static FoldedNetwork Random(int seed = 1)
    {
        var random = new Random(seed);
        float[] Numbers(int count, double range) =>
            [.. Enumerable.Range(0, count).Select(_ => (float)(((random.NextDouble() * 2) - 1) * range))];
        IEnumerable<FoldedLayer> Convolution(int inputs, int outputs, int kernel, int stride, int padding) =>
        [
            new(
                new ConvolutionLayer(inputs, outputs, kernel) { Stride = stride, Padding = padding },
                Numbers(outputs * inputs * kernel * kernel, Math.Sqrt(6.0 / (inputs * kernel * kernel))), Numbers(outputs, 0.2)),
            new(new ActivationLayer(ActivationFunction.Relu)),
        ];
        var pool = new FoldedLayer(new PoolingLayer(PoolingMode.Max, 2, 2));

        // Sides: 28 -> 14 -> 14 -> 7 -> 5 -> 2.
        return new FoldedNetwork(1 / 0.3081f, -0.1307f / 0.3081f,
        [
            .. Convolution(1, 12, kernel: 5, stride: 2, padding: 2),
            .. Convolution(12, 21, kernel: 3, stride: 1, padding: 1),
            pool,
            .. Convolution(21, 30, kernel: 3, stride: 1, padding: 0),
            pool,
            new(new FlattenLayer()),
            new(new LinearLayer(30 * 2 * 2, 10), Numbers(30 * 2 * 2 * 10, 0.3), Numbers(10, 0.2)),
        ]);
    }

    /// <summary>A network with every other kind of layer that the pad has, random and at rest, read from TorchSharp's modules.</summary>
    public static FoldedNetwork OfEveryLayer()
    {
        LibTorchLoader.Load();
        using Generator weights = manual_seed(3);
        using Sequential network = Sequential(
            new NormalizePixels(), BatchNorm2d(1), Conv2d(1, 8, (5, 3), padding: (2, 1)), BatchNorm2d(8), LeakyReLU(0.1),
            AvgPool2d(3, 2, 1), Conv2d(8, 12, 3, padding: 2, dilation: 2, groups: 4), GELU(), MaxPool2d(3, 2, 1),
            Conv2d(12, 16, 3, padding: 1), SiLU(), AdaptiveAvgPool2d(3), Dropout(0.3), Flatten(), BatchNorm1d(144),
            Linear(144, 24), Tanh(), Linear(24, 20), Sigmoid(), Linear(20, 10));
        network.eval();
        return FoldedNetwork.Of(network);
    }
}
