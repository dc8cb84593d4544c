using System.Text.Json;
using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Tests.Inference;
using HandwrittenDigits.Tests.Interop;
using HandwrittenDigits.Tests.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Tests.Modeling;

/// <summary>One description of a network, and all that reads it.</summary>
[Collection(LibTorchCollection.Name)]
public sealed class NetworkDescriptionTests
{
    private const int Count = 12;

    private const float Tolerance = 1e-4f;

    public static TheoryData<string> Networks => SequenceNetworks.Names;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Of_Sequence_IsRunByManagedCodeAndByOnnxRuntimeAsByTorchSharp(string name)
    {
        using Module<Tensor, Tensor> network = SequenceNetworks.Create(name);
        byte[] pixels = ManagedNetworkTests.RandomPixels(Count);
        float[] expected = ManagedNetworkTests.TorchLogits(network, pixels);
        var folded = FoldedNetwork.Of(network);

        Difference(expected, new ManagedNetwork(folded, wideVectors: false).LogitsBatch(pixels)).ShouldBeLessThan(
            Tolerance, "narrow vectors");
        Difference(expected, new ManagedNetwork(folded, wideVectors: true).LogitsBatch(pixels)).ShouldBeLessThan(Tolerance, "wide vectors");
        Difference(expected, OnnxExporterTests.Run(OnnxExporter.ToBytes(folded), pixels)).ShouldBeLessThan(Tolerance, "ONNX");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Save_Sequence_LoadsWithoutTheCodeThatMadeIt(string name)
    {
        using Module<Tensor, Tensor> network = SequenceNetworks.Create(name);
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.safetensors");
        byte[] pixels = ManagedNetworkTests.RandomPixels(Count);

        DigitModel.Of(network).Save(path);
        using var loaded = DigitModel.Load(path);

        loaded.Network.state_dict().Keys.ShouldBe(network.state_dict().Keys);
        loaded.Metadata.Network.ShouldBe(NetworkDescription.Of(network));
        loaded.Metadata.Network!.ParameterCount.ShouldBe(network.parameters().Sum(parameter => parameter.numel()));
        ManagedNetworkTests.TorchLogits(loaded.Network, pixels).ShouldBe(ManagedNetworkTests.TorchLogits(network, pixels));
        var image = new DigitImage(pixels.AsMemory(0, DigitImage.PixelCount));
        DigitClassifier.Load(path).Classify(image).Logits.ShouldBe(DigitClassifier.FromModule(network).Classify(image).Logits);
    }

    [Fact]
    public void Of_DigitCnn_IsReadBackAsOne()
    {
        using var network = new DigitCnn(DigitCnnOptions.Deep);
        var description = NetworkDescription.FromJson(NetworkDescription.Of(network).ToJson());

        using var made = description.ToModule();

        made.ShouldBeOfType<DigitCnn>().Options.ShouldBe(DigitCnnOptions.Deep);
        description.MultiplyAdds.ShouldBe(DigitCnnOptions.Deep.MultiplyAdds);
    }

    [Theory]
    [InlineData("[]", "an object with a list of layers")]
    [InlineData("""{"layers": [5]}""", "a layer is an object")]
    [InlineData("""{"layers": [{"name": "0"}]}""", "no 'kind'")]
    [InlineData("""{"layers": [{"kind": "conv3d"}]}""", "'conv3d'")]
    [InlineData("""{"layers": [{"kind": "linear", "in": 784}]}""", "no 'out'")]
    [InlineData("""{"layers": [{"kind": "linear", "in": 784, "out": 2.5}]}""", "'out' is not a whole number")]
    [InlineData("""{"layers": [{"kind": "linear", "in": 784, "out": 10, "bias": 1}]}""", "'bias' is not true or false")]
    [InlineData("""{"layers": [{"kind": "conv2d", "in": 1, "out": 2, "kernel": [3, "3"]}]}""", "'kernel' is not a number or two")]
    [InlineData("""{"layers": [{"kind": "activation", "function": "swish"}]}""", "'function' is not Relu or")]
    public void FromJson_OfNoNetwork_SaysWhatIsWrong(string json, string problem) =>
        Should.Throw<JsonException>(() => NetworkDescription.FromJson(json)).Message.ShouldContain(problem, Case.Insensitive);

    [Fact]
    public void FromJson_SettingOutOfItsRange_IsRefused() => Should.Throw<InvalidNetworkException>(() => NetworkDescription.FromJson(
        """{"layers": [{"kind": "pool2d", "mode": "average", "kernel": 2, "stride": 2, "divisor": 0}]}"""));

    [Fact]
    public void Export_ModuleWithAnotherLayer_NamesTheLayer()
    {
        using Module<Tensor, Tensor> network = Sequential(Flatten(), Sequential(Linear(784, 8), Softplus()), Linear(8, 10));

        string message = Should.Throw<InvalidNetworkException>(() => OnnxExporter.Export(network, "never.onnx")).Message;

        message.ShouldContain("layer 1.1 is a Softplus");
        message.ShouldContain("LeakyReLU");
        File.Exists("never.onnx").ShouldBeFalse();
    }

    [Fact]
    public void Save_ModuleThatHasNoDescription_LoadsWithWhatMakesItAndSaysSoWithout()
    {
        using var network = new OwnNetworks.Residual();
        network.eval();
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.safetensors");
        DigitModel.Of(network, "nothing").Save(path);
        DigitDataset digits = SyntheticDigits.Dataset(50, seed: 4);

        var classifier = DigitClassifier.Load(path, () => new OwnNetworks.Residual());

        Evaluator.Evaluate(classifier, digits).Accuracy.ShouldBe(Evaluator.Evaluate(network, digits).Accuracy);
        Should.Throw<ModelFormatException>(() => DigitClassifier.Load(path)).Message.ShouldContain("Residual has a forward of its own");
        Should.Throw<ModelFormatException>(() => DigitModel.Load(path)).Message.ShouldContain("give what makes it");
        Should.Throw<InvalidNetworkException>(() => classifier.Network).Message.ShouldContain("drawing pad");
        Should.Throw<ModelFormatException>(() => DigitModel.Load(path, OwnNetworks.Sequence)).Message.ShouldContain(
            "saved from another network");
    }

    [Theory]
    [InlineData("\"in\":6", "\"in\":7", "layer 1")]
    [InlineData("\"kind\":\"flatten\"", "\"kind\":\"melt\"", "melt")]
    [InlineData("\"padding\":0", "\"padding\":2000000000", "padding")]
    [InlineData("\"stride\":2", "\"stride\":0", "stride")]
    public void FromSafetensors_LayersThatFitNotEachOther_AreRefused(string part, string changed, string expected)
    {
        using Module<Tensor, Tensor> network = Sequential(Conv2d(1, 6, 5, stride: 2), Conv2d(6, 6, 3), Flatten(), Linear(600, 10));
        SafetensorsFile file = DigitModel.Of(network).ToFile();
        Dictionary<string, string> metadata =
            new(file.Metadata) { ["architecture"] = file.Metadata["architecture"].Replace(part, changed) };

        Should.Throw<ModelFormatException>(() => FoldedNetwork.FromSafetensors(new SafetensorsFile(file.Tensors, metadata), "broken"))
            .Message.ToLowerInvariant().ShouldContain(expected);
    }

    private static float Difference(float[] expected, float[] found)
    {
        found.Length.ShouldBe(expected.Length);
        return expected.Zip(found, (a, b) => Math.Abs(a - b)).Max();
    }
}
