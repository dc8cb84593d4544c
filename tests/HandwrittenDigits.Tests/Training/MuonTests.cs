using HandwrittenDigits.Native;
using HandwrittenDigits.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Training;

[Collection(LibTorchCollection.Name)]
public sealed class MuonTests
{
    public MuonTests() => LibTorchLoader.Load();

    [Theory]
    [InlineData(32, 400)]
    [InlineData(96, 20)]
    [InlineData(16, 16)]
    public void Orthogonal_OfAMatrix_KeepsItsSingularVectorsAndBringsItsValuesNearOne(int rows, int columns)
    {
        using var generator = new Generator(1);
        using Tensor matrix = randn([rows, columns], generator: generator);
        (Tensor u, _, Tensor v) = linalg.svd(matrix, fullMatrices: false);

        using Tensor orthogonal = Muon.Orthogonal(matrix);

        using Tensor values = u.t().matmul(orthogonal).matmul(v.t());
        values.diagonal().min().item<float>().ShouldBeGreaterThan(0.6f);
        values.diagonal().max().item<float>().ShouldBeLessThan(1.25f);
        (values - values.diagonal().diag()).abs().max().item<float>().ShouldBeLessThan(0.01f);
    }

    [Fact]
    public void Orthogonal_OfNothing_IsNothing()
    {
        using Tensor nothing = zeros(4, 8);

        using Tensor orthogonal = Muon.Orthogonal(nothing);

        orthogonal.abs().max().item<float>().ShouldBe(0);
    }

    [Fact]
    public void Step_OfAnyGradient_HasAFifthOfTheLearningRateAsItsRootMeanSquare()
    {
        using var generator = new Generator(1);
        using var weights = new Parameter(zeros(8, 4, 5, 5));
        weights.grad = 1000 * randn(weights.shape, generator: generator);
        using var muon = new Muon([weights], learningRate: 0.1, momentum: 0.9, decay: 0.5);

        muon.step();

        weights.detach().square().mean().sqrt().item<float>().ShouldBe(0.02f, tolerance: 0.004f);
    }
}
