using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;

namespace HandwrittenDigits.Tests.Modeling;

public sealed class FoldedNetworkTests
{
    private const string Architecture =
        """{"blocks":[{"in":1,"out":2,"kernel":1,"stride":1,"padding":0,"pool":true}],"head":{"in":392,"out":10}}""";

    [Fact]
    public void FromSafetensors_FoldsBatchNormIntoTheConvolution()
    {
        var network = FoldedNetwork.FromSafetensors(File());

        // gamma / sqrt(variance + epsilon) is 2 / sqrt(4) = 1 for the first map and 3 / sqrt(1) = 3 for the second.
        FoldedLayer convolution = network.Layers[0];
        convolution.Layer.ShouldBeOfType<ConvolutionLayer>();
        convolution.Weights[0].ShouldBe(5f, 1e-4);
        convolution.Weights[1].ShouldBe(18f, 1e-3);
        convolution.Bias[0].ShouldBe(0.1f - 1f, 1e-4);
        convolution.Bias[1].ShouldBe(0.2f - 6f, 1e-4);
        network.Layers[1].Layer.ShouldBe(new ActivationLayer(ActivationFunction.Relu) { Name = "blocks.0.relu" });
        network.Layers[2].Layer.ShouldBeOfType<PoolingLayer>();
        network.Layers[^1].Input.Count.ShouldBe(392);
        network.InputScale.ShouldBe(2f);
        network.InputOffset.ShouldBe(-0.5f);
        network.ParameterCount.ShouldBe(4 + 3930);
        network.Metadata["architecture"].ShouldBe(Architecture);
    }

    [Theory]
    [InlineData("architecture", null, "no 'architecture'")]
    [InlineData("architecture", "{", "not the JSON expected")]
    [InlineData("architecture", "null", "is null")]
    [InlineData("architecture", "{}", "not the JSON expected")]
    [InlineData("architecture", """{"blocks":null,"head":{"in":392,"out":10}}""", "no blocks or no head")]
    [InlineData("architecture", """{"blocks":[],"head":{"in":392,"out":10}}""", "no blocks or no head")]
    [InlineData("architecture", """{"blocks":[null],"head":{"in":392,"out":10}}""", "no blocks or no head")]
    [InlineData("normalization", """{"mean":0.1,"std":0}""", "normalisation")]
    public void FromSafetensors_OfBrokenMetadata_SaysWhatIsWrong(string key, string? value, string expected) =>
        Refusal(File(metadata => metadata[key] = value!)).ShouldContain(expected);

    [Theory]
    [InlineData("\"stride\":1", "\"stride\":0")]
    [InlineData("\"padding\":0", "\"padding\":-1")]
    [InlineData("\"kernel\":1", "\"kernel\":3")]
    [InlineData("\"kernel\":1", "\"kernel\":0")]
    [InlineData("\"kernel\":1", "\"kernel\":-1")]
    [InlineData("\"in\":1", "\"in\":2")]
    [InlineData("\"out\":2", "\"out\":3")]
    [InlineData("\"stride\":1", "\"stride\":2")]
    [InlineData("\"padding\":0", "\"padding\":2000000000")]
    [InlineData("\"pool\":true", "\"pool\":false")]
    [InlineData("\"in\":392", "\"in\":391")]
    [InlineData("\"out\":10", "\"out\":9")]
    public void FromSafetensors_OfAShapeThatTheWeightsDoNotFit_IsRefused(string part, string changed) =>
        Refusal(File(metadata => metadata["architecture"] = Architecture.Replace(part, changed))).ShouldStartWith("digits.safetensors: ");

    [Fact]
    public void FromSafetensors_WithoutATensor_NamesIt() =>
        Refusal(File(change: tensors => tensors.Remove("head.bias"))).ShouldContain("no tensor 'head.bias'");

    [Fact]
    public void FromSafetensors_WithAWeightThatIsNoNumber_IsRefused() =>
        Refusal(File(change: tensors => tensors["blocks.0.norm.bias"] = SafetensorsTensor.Of([0f, float.NaN], 2))).ShouldContain("NaN");

    [Fact]
    public void FromSafetensors_WithAnotherElementType_IsRefused() =>
        Refusal(File(change: tensors => tensors["blocks.0.norm.bias"] = SafetensorsTensor.Of([0L, 1L], 2))).ShouldContain("I64 where F32");

    private static string Refusal(SafetensorsFile file) =>
        Should.Throw<ModelFormatException>(() => FoldedNetwork.FromSafetensors(file, "digits.safetensors")).Message;

    private static SafetensorsFile File(
        Action<Dictionary<string, string>>? changeMetadata = null, Action<Dictionary<string, SafetensorsTensor>>? change = null)
    {
        var metadata = new Dictionary<string, string>
        {
            ["architecture"] = Architecture,
            ["normalization"] = """{"mean":0.25,"std":0.5}""",
        };
        changeMetadata?.Invoke(metadata);
        var tensors = new Dictionary<string, SafetensorsTensor>
        {
            ["blocks.0.conv.weight"] = SafetensorsTensor.Of([5f, 6f], 2, 1, 1, 1),
            ["blocks.0.norm.weight"] = SafetensorsTensor.Of([2f, 3f], 2),
            ["blocks.0.norm.bias"] = SafetensorsTensor.Of([0.1f, 0.2f], 2),
            ["blocks.0.norm.running_mean"] = SafetensorsTensor.Of([1f, 2f], 2),
            ["blocks.0.norm.running_var"] = SafetensorsTensor.Of([4f, 1f], 2),
            ["head.weight"] = SafetensorsTensor.Of(new float[3920], 10, 392),
            ["head.bias"] = SafetensorsTensor.Of(new float[10], 10),
        };
        change?.Invoke(tensors);
        return new SafetensorsFile(tensors, metadata.Where(entry => entry.Value is not null).ToDictionary());
    }
}
