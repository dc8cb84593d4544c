using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Tests.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace HandwrittenDigits.Tests.Inference;

public sealed class DigitClassifierTests : IDisposable
{
    private readonly DigitCnn network = RandomNetworks.Create(DigitCnnOptions.Small);

    public void Dispose() => network.Dispose();

    [Fact]
    public void Classify_GivesProbabilitiesAtTheModelsTemperature()
    {
        DigitClassifier classifier = Classifier(("temperature", "2.5"));
        DigitImage image = Image();

        Prediction prediction = classifier.Classify(image);

        classifier.Temperature.ShouldBe(2.5);
        prediction.Logits.ShouldBe(new ManagedNetwork(classifier.Network).Logits(image));
        prediction.Probabilities.Sum().ShouldBe(1, 1e-12);
        prediction.Label.ShouldBe(prediction.Ranking[0]);
        prediction.Confidence.ShouldBe(prediction.Probabilities.Max());
        double ratio = Math.Exp((prediction.Logits[1] - prediction.Logits[0]) / 2.5);
        (prediction.Probabilities[1] / prediction.Probabilities[0]).ShouldBe(ratio, ratio * 1e-5);
        prediction.IsUnsure.ShouldBeFalse();
    }

    [Fact]
    public void Classify_OfABlankImage_IsUnsureAndSaysWhy()
    {
        Prediction prediction = Classifier().Classify(new DigitImage(new byte[DigitImage.PixelCount]));

        prediction.UnsureReason.ShouldBe(UnsureReason.Blank);
        prediction.IsUnsure.ShouldBeTrue();
        Classifier().Classify(new Drawing([])).UnsureReason.ShouldBe(UnsureReason.Blank);
    }

    [Fact]
    public void Classify_UnderTheRulesBound_IsUnsure()
    {
        var highest = new UnsureRule([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], minScore: 1e6);

        Prediction prediction = Classifier(("unsure", highest.ToJson())).Classify(Image());

        prediction.UnsureReason.ShouldBe(UnsureReason.NotLikeADigit);
    }

    [Fact]
    public void Classify_OfATensorOfEitherType_AgreesWithTheImages()
    {
        DigitClassifier classifier = Classifier();
        var dataset = new DigitDataset("three", ManagedNetworkTests.RandomPixels(3), new byte[] { 1, 2, 3 });
        using DisposeScope scope = NewDisposeScope();
        using var tensors = new DigitTensors(dataset);

        IReadOnlyList<Prediction> fromBytes = classifier.Classify(tensors.Images);
        IReadOnlyList<Prediction> fromNumbers = classifier.Classify(tensors.Slice(0, 3));

        fromBytes.Count.ShouldBe(3);
        for (int i = 0; i < 3; i++)
        {
            fromBytes[i].Logits.ShouldBe(classifier.Classify(dataset.Image(i)).Logits);
            fromNumbers[i].Label.ShouldBe(fromBytes[i].Label);
        }

        Should.Throw<ArgumentException>(() => classifier.Classify(zeros(1, 1, 27, 28))).Message.ShouldContain("[1, 1, 27, 28]");
        Should.Throw<ArgumentException>(() => classifier.Classify(zeros(1, 28, 28, dtype: ScalarType.Float64))).Message.ShouldContain(
            "Float64");
    }

    [Fact]
    public void Classify_FromManyThreads_GivesTheSameAnswers()
    {
        DigitClassifier classifier = Classifier();
        DigitImage image = Image();
        IReadOnlyList<float> expected = classifier.Classify(image).Logits;

        var predictions = new Prediction[400];
        Parallel.For(0, predictions.Length, i => predictions[i] = classifier.Classify(image));

        predictions.ShouldAllBe(prediction => prediction.Logits.SequenceEqual(expected));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("warm")]
    public void Constructor_WithATemperatureThatIsNone_IsRefused(string temperature) =>
        Should.Throw<ModelFormatException>(() => Classifier(("temperature", temperature))).Message.ShouldContain($"'{temperature}'");

    private static DigitImage Image() => new(ManagedNetworkTests.RandomPixels(1));

    private DigitClassifier Classifier(params (string Key, string Value)[] metadata) =>
        new(FoldedNetwork.FromSafetensors(
            RandomNetworks.ToSafetensors(network, metadata.ToDictionary(entry => entry.Key, entry => entry.Value))));
}
