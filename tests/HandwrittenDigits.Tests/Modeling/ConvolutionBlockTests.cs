using HandwrittenDigits.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Modeling;

[Collection(LibTorchCollection.Name)]
public sealed class ConvolutionBlockTests
{
    [Theory]
    [InlineData(1, 6, 3)]
    [InlineData(1, 24, 5)]
    [InlineData(7, 13, 3)]
    [InlineData(24, 40, 5)]
    [InlineData(32, 64, 3)]
    public void Forward_MixedPrecision_GivesSinglePrecisionsOutputAndGradients(int inputs, int channels, int kernel)
    {
        using DisposeScope scope = NewDisposeScope();
        using var block = new ConvolutionBlock(inputs, new ConvolutionBlockOptions(channels, kernel));
        Tensor images = randn(32, inputs, 14, 14, generator: new Generator(1));

        Tensor[] single = Step(block, images);
        block.MixedPrecision = true;
        Tensor[] mixed = Step(block, images);

        foreach ((Tensor expected, Tensor found) in single.Zip(mixed))
        {
            ((found - expected).norm() / expected.norm()).item<float>().ShouldBeLessThan(0.05f);
        }
    }

    [Fact]
    public void Forward_MixedPrecisionAtRest_IsSinglePrecision()
    {
        using DisposeScope scope = NewDisposeScope();
        using var block = new ConvolutionBlock(8, new ConvolutionBlockOptions(16));
        block.eval();
        Tensor images = randn(2, 8, 14, 14);
        float[] expected = block.call(images).data<float>().ToArray();

        block.MixedPrecision = true;

        block.call(images).data<float>().ToArray().ShouldBe(expected);
    }

    // Output, and the gradients of input and weights, of a loss that weighs every place in its own way.
    private static Tensor[] Step(ConvolutionBlock block, Tensor images)
    {
        block.zero_grad();
        Tensor input = images.clone().requires_grad_();
        Tensor output = block.call(input).to(ScalarType.Float32);
        (output * randn(output.shape, generator: new Generator(2))).sum().backward();
        return [output.detach(), input.grad!.clone(), .. block.parameters().Select(parameter => parameter.grad!.clone())];
    }
}
