using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Modeling;

[Collection(LibTorchCollection.Name)]
public sealed class DigitCnnTests
{
    public static TheoryData<string> Names => [.. DigitCnnOptions.Named.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ParameterCount_OfANamedNetwork_IsWhatLibTorchCounts(string name)
    {
        DigitCnnOptions options = DigitCnnOptions.Named[name];
        using var network = new DigitCnn(options);

        network.parameters().Sum(parameter => parameter.numel()).ShouldBe(options.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FeatureMaps_OfANamedNetwork_HaveTheSidesItSays(string name)
    {
        DigitCnnOptions options = DigitCnnOptions.Named[name];
        using var network = new DigitCnn(options);
        using DisposeScope scope = NewDisposeScope();

        network.FeatureMaps(zeros(2, 1, 28, 28)).Select(map => map.shape)
            .ShouldBe(options.Blocks.Zip(options.Sides, (block, side) => (long[])[2, block.Channels, side, side]));
    }

    [Fact]
    public void MultiplyAdds_OfTwoBlocks_AreThoseOfTheirLayers() =>
        new DigitCnnOptions { Blocks = [new(4, Kernel: 5, Stride: 2), new(6, Pool: true)] }.MultiplyAdds
            .ShouldBe((25 * 4 * 14 * 14) + (4 * 9 * 6 * 14 * 14) + (6 * 7 * 7 * 10));

    [Fact]
    public void MultiplyAdds_WithoutPadding_AreThoseOfTheFewerPlaces() =>
        new DigitCnnOptions { Blocks = [new(4, Kernel: 5, Stride: 2) { Padding = 0 }, new(6, Pool: true)] }.MultiplyAdds
            .ShouldBe((25 * 4 * 12 * 12) + (4 * 9 * 6 * 12 * 12) + (6 * 6 * 6 * 10));

    public static TheoryData<DigitCnnOptions> Saved => new(
        DigitCnnOptions.Small,
        new DigitCnnOptions { Blocks = [new(8, Kernel: 5, Stride: 2) { Padding = 0 }, new(12, Kernel: 5) { Padding = 1 }] });

    [Theory]
    [MemberData(nameof(Saved))]
    public void Save_AndLoad_GivesTheSameLogits(DigitCnnOptions options)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.safetensors");
        using var model = new DigitModel(new DigitCnn(options), new ModelMetadata
        {
            Network = options.Describe(), Temperature = 1.25, Data = "nothing",
            Metrics = new Dictionary<string, double> { ["test accuracy"] = 0.1 },
        });
        model.Network.eval();

        model.Save(path);
        using var loaded = DigitModel.Load(path);

        using DisposeScope scope = NewDisposeScope();
        Tensor images = rand(3, 1, 28, 28);
        loaded.Network.call(images).data<float>().ToArray().ShouldBe(model.Network.call(images).data<float>().ToArray());
        loaded.Metadata.Network.ShouldBe(model.Metadata.Network);
        loaded.Metadata.Temperature.ShouldBe(1.25);
        loaded.Metadata.Metrics.ShouldBe(model.Metadata.Metrics);
    }

    [Fact]
    public void Load_WeightsOfAnotherShape_NamesTheTensor()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.safetensors");
        using var model = new DigitModel(new DigitCnn(), new ModelMetadata { Network = DigitCnnOptions.Wide.Describe() });
        model.Save(path);

        Should.Throw<ModelFormatException>(() => DigitModel.Load(path)).Message.ShouldContain("blocks.0.conv.weight");
    }

    [Fact]
    public void Load_NoMetadata_SaysItIsNoModel()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.safetensors");
        new SafetensorsFile(new Dictionary<string, SafetensorsTensor>(), new Dictionary<string, string>()).Write(path);

        Should.Throw<ModelFormatException>(() => DigitModel.Load(path)).Message.ShouldContain(path);
    }
}
