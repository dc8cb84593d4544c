using HandwrittenDigits.Modeling;

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
        float[] Numbers(int count, double range) => [.. Enumerable.Range(0, count).Select(_ => (float)(((random.NextDouble() * 2) - 1) * range))];
        FoldedConvolution Convolution(int inputs, int outputs, int kernel, int stride, int padding) => new(
            inputs, outputs, kernel, stride, padding,
            Numbers(outputs * inputs * kernel * kernel, Math.Sqrt(6.0 / (inputs * kernel * kernel))), Numbers(outputs, 0.2));

        // Sides: 28 -> 14 -> 14 -> 7 -> 5 -> 2.
        return new FoldedNetwork(1 / 0.3081f, -0.1307f / 0.3081f,
        [
            Convolution(1, 12, kernel: 5, stride: 2, padding: 2),
            Convolution(12, 21, kernel: 3, stride: 1, padding: 1),
            new FoldedMaxPool(),
            Convolution(21, 30, kernel: 3, stride: 1, padding: 0),
            new FoldedMaxPool(),
            new FoldedLinear(30 * 2 * 2, 10, Numbers(30 * 2 * 2 * 10, 0.3), Numbers(10, 0.2)),
        ]);
    }
}
