using HandwrittenDigits.Data;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Modeling.Layers;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Training;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Training;

/// <summary>What tells from a network's features whether there is a digit.</summary>
[Collection(LibTorchCollection.Name)]
public sealed class DigitDetectorTests
{
    [Fact]
    public async Task Train_WithADetector_TellsDrawingsFromDigits_AndReadsAsWithout()
    {
        TrainingData data = await TinyMnist.LoadAsync();

        using TrainingResult with = new Trainer(TinyMnist.Options with { DetectorNonDigits = 3_000 }).Train(data);
        using TrainingResult without = new Trainer(TinyMnist.Options).Train(data);

        double refusedDigits = Refused(with.Model, data.Test!.Pixels);
        Refused(with.Model, NonDigits.Images(300, seed: -7, NonDigits.AllKinds)).ShouldBeGreaterThan(refusedDigits + 0.2);
        DigitClassifier.FromModel(with.Model).ClassifyBatch(data.Test).Select(read => read.Label)
            .ShouldBe(DigitClassifier.FromModel(without.Model).ClassifyBatch(data.Test).Select(read => read.Label));
    }

    [Fact]
    public async Task Save_ModelWithADetector_ReadsItBackAndCopiesIt()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 1, DetectorNonDigits = 300 }).Train(data);
        using var folder = new TemporaryFolder();
        result.Model.Save(folder.At("model.safetensors"));
        byte[] images = NonDigits.Images(50, seed: -7, NonDigits.AllKinds);

        using var loaded = DigitModel.Load(folder.At("model.safetensors"));
        using DigitModel copy = loaded.Copy();

        float[] said = Said(FoldedNetwork.FromSafetensors(result.Model.ToFile()), images);
        said.ShouldAllBe(score => float.IsFinite(score));
        Said(FoldedNetwork.Load(folder.At("model.safetensors")), images).ShouldBe(said);
        Said(FoldedNetwork.FromSafetensors(copy.ToFile()), images).ShouldBe(said);
        (loaded with { Detector = null }).ToFile().Tensors.Keys.ShouldNotContain(name => name.StartsWith("detector"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Logits_OfANetworkWithADetector_SayWhatLibtorchSays(bool wideVectors)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 1, DetectorNonDigits = 300 }).Train(data);
        byte[] images = NonDigits.Images(20, seed: -7, NonDigits.AllKinds);
        IReadOnlyDictionary<string, SafetensorsTensor> tensors = result.Model.ToFile().Tensors;
        Tensor Weights(string name) => tensor(tensors[$"detector.{name}"].ToSingles(), [.. tensors[$"detector.{name}"].Shape]);

        using Tensor batch = tensor(images, ScalarType.Byte).to(ScalarType.Float32).div(255).view(20, 1, 28, 28);
        using Tensor features = ((DigitCnn)result.Model.Network).Features(batch);
        using Tensor hidden = nn.functional.relu(nn.functional.linear(features, Weights("0.weight"), Weights("0.bias")));
        float[] expected = nn.functional.linear(hidden, Weights("2.weight"), Weights("2.bias")).data<float>().ToArray();

        Said(FoldedNetwork.FromSafetensors(result.Model.ToFile()), images, wideVectors)
            .Zip(expected, (found, score) => Math.Abs(found - score)).Max().ShouldBeLessThan(1e-3f);
    }

    [Fact]
    public void ShippedModel_OnWhatIsNoDigit_IsUnsureOfAllKinds()
    {
        var classifier = DigitClassifier.LoadShipped();
        NonDigit[] drawings = [.. NonDigits.Drawings(1_000, seed: -9, NonDigits.AllKinds)];

        foreach (IGrouping<NonDigitKind, NonDigit> kind in drawings.GroupBy(drawing => drawing.Kind))
        {
            double refused = kind.Average(drawing => classifier.Classify(drawing.Drawing).IsUnsure ? 1.0 : 0);
            refused.ShouldBeGreaterThan(0.8, $"{kind.Key}");
        }

        SyntheticDigits.Drawings(1_000, seed: -9).Count(drawn => classifier.Classify(drawn.Drawing).IsUnsure).ShouldBeLessThan(20);
    }

    [Fact]
    public void Of_NumbersThatDoNotFit_SaysWhat()
    {
        Should.Throw<ArgumentException>(() => DigitDetector.Of(new float[7], new float[2], new float[2], 0))
            .Message.ShouldContain("7 hidden weights");
        Should.Throw<ArgumentException>(() => DigitDetector.Of(new float[4], new float[2], [1, float.NaN], 0))
            .Message.ShouldContain("finite");
        FoldedLayer[] layers = [new(new FlattenLayer()), new(new LinearLayer(784, 10), new float[7840], new float[10])];
        var detector = DigitDetector.Of(new float[8], new float[2], new float[2], 0);
        Should.Throw<ArgumentException>(() => new FoldedNetwork(1, 0, layers, detector: detector))
            .Message.ShouldContain("reads 4 features");
    }

    [Fact]
    public void Load_FileWithAPartOfADetector_NamesWhatIsMissing()
    {
        SafetensorsFile shipped = ShippedModel.File;
        var tensors = shipped.Tensors.Where(tensor => tensor.Key != "detector.2.weight")
            .ToDictionary(tensor => tensor.Key, tensor => tensor.Value);

        var file = new SafetensorsFile(tensors, shipped.Metadata);
        Should.Throw<ModelFormatException>(() => FoldedNetwork.FromSafetensors(file, "my.safetensors"))
            .Message.ShouldContain("no tensor 'detector.2.weight'");
    }

    [Fact]
    public void Train_OwnNetworkWithADetector_IsRefused() => Should.Throw<ArgumentException>(() => new Trainer(
        new TrainingOptions { Network = null, DetectorNonDigits = 1 }, () => nn.Sequential(nn.Flatten(), nn.Linear(784, 10))))
        .Message.ShouldContain("DetectorNonDigits");

    private static double Refused(DigitModel model, ReadOnlyMemory<byte> images) =>
        Said(FoldedNetwork.FromSafetensors(model.ToFile()), images).Average(score => score < 0 ? 1.0 : 0);

    private static float[] Said(FoldedNetwork network, ReadOnlyMemory<byte> images, bool wideVectors = true)
    {
        float[] said = new float[images.Length / 784];
        new ManagedNetwork(network, wideVectors).LogitsBatch(images, 1, said, TestContext.Current.CancellationToken);
        return said;
    }
}
