using HandwrittenDigits.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Data;

[Collection(LibTorchCollection.Name)]
public sealed class DigitTensorsTests
{
    [Fact]
    public void Slice_ThroughConvolutions_GivesTheGradientsOfDoublePrecision()
    {
        using DisposeScope scope = NewDisposeScope();
        using var tensors = new DigitTensors(SyntheticDigits.Dataset(32, seed: 1));
        using Sequential network =
            Sequential(Conv2d(1, 8, 5, stride: 2), ReLU(), Conv2d(8, 8, 3, padding: 1), ReLU(), Flatten(), Linear(8 * 12 * 12, 10));
        Tensor images = tensors.Slice(0, 32);
        network.to(ScalarType.Float64);
        float[] expected = Gradient(network, images.to(ScalarType.Float64), tensors.Labels);
        network.to(ScalarType.Float32);

        for (int repeat = 0; repeat < 20; repeat++)
        {
            float[] found = Gradient(network, tensors.Slice(0, 32), tensors.Labels);

            found.Zip(expected, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f);
        }
    }

    // That of the first layer's weights, which comes through all layers.
    private static float[] Gradient(Sequential network, Tensor images, Tensor labels)
    {
        network.zero_grad();
        functional.cross_entropy(network.call(images), labels).backward();
        return network.parameters().First().grad!.to(ScalarType.Float32).data<float>().ToArray();
    }
}
