using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Charts;
using HandwrittenDigits.Notebooks.Display;
using HandwrittenDigits.Notebooks.Insight;
using HandwrittenDigits.Notebooks.Pictures;
using HandwrittenDigits.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Notebooks.Tests.Insight;

[Collection(LibTorchCollection.Name)]
public sealed class InsightTests
{
    private static readonly ReadingModel Reader = ReadingModel.Shipped();
    private static readonly DigitDataset Digits = SyntheticDigits.Dataset(200, seed: 11);

    [Fact]
    public void BestOrShipped_NoRuns_IsTheShippedModelAndSaysSo() =>
        ReadingModel.BestOrShipped(Path.Combine(Path.GetTempPath(), "no-such-runs")).ToPlainText().ShouldContain("comes with the library");

    [Fact]
    public void Of_ConfusionChart_HasACellForEveryPair()
    {
        EvaluationReport report = Evaluator.Evaluate(Reader.Classifier, Digits);

        ChartOutput chart = ConfusionChart.Of(report);

        chart.Table.Rows.Count.ShouldBe(10);
        chart.Table.Rows.SelectMany(row => row.Skip(1)).Sum(int.Parse).ShouldBe(200);
        chart.Description.ShouldContain($"{report.Correct:N0} of 200 were right");
    }

    [Fact]
    public void Summary_SyntheticDigits_SaysThatTheyAre() =>
        EvaluationTables.Summary(Evaluator.Evaluate(Reader.Classifier, Digits)).Rows[0][0].ShouldEndWith("(synthetic)");

    [Fact]
    public void Of_TemperatureFit_NeverMakesTheFittedDigitsLessLikely()
    {
        var fit = TemperatureFit.Of(Reader.Classifier, Digits, Digits);

        fit.After.NegativeLogLikelihood.ShouldBeLessThanOrEqualTo(fit.Before.NegativeLogLikelihood + 1e-9);
        ReliabilityChart.Of(("before", fit.Before), ("after", fit.After)).Description.ShouldContain("calibration error");
    }

    [Fact]
    public void Saliency_ShippedModel_GivesTheClassifiersAnswers()
    {
        int answer = Reader.Classifier.Classify(Digits.Image(0)).Label;

        NetworkViews.Saliency(Reader.Model.Network, Digits.Image(0)).ToHtml().ShouldContain($"read as {answer}");
    }

    [Fact]
    public void FeatureMaps_NetworkWithoutConvolutions_SaysThatThereIsNoSuchBlock()
    {
        using Sequential network = Sequential(Flatten(), Linear(784, 10));

        NetworkViews.FeatureMaps(network, Digits.Image(0)).ToPlainText().ShouldContain(
            "There is no block 1: this network has 0 convolutions");
    }

    [Fact]
    public void FeatureMaps_NetworkOfOnesOwn_ShowsTheBlockAsked()
    {
        using Sequential network = Sequential(Conv2d(1, 24, 3, padding: 1), ReLU(), Conv2d(24, 12, 3, padding: 1), ReLU());

        NetworkViews.FeatureMaps(network, Digits.Image(0), block: 2)
            .ShouldBeOfType<PictureOutput>().ToHtml().Split("<image").Length.ShouldBe(13);
    }

    [Fact]
    public void Slopes_ShippedModel_SayHowTheLogitChangesWithThePixels()
    {
        using DisposeScope scope = NewDisposeScope();
        Module<Tensor, Tensor> network = Reader.Model.Network;
        using var tensors = new DigitTensors(Digits);
        using var generator = new Generator(1, CPU);

        // With noise: where all paper is the same, so are the numbers that pooling chooses among, and it has no slope.
        Tensor images = tensors.Slice(0, 50) + (0.1 * randn([50, 1, 28, 28], ScalarType.Float64, generator: generator));
        Tensor changes = randn([50, 1, 28, 28], ScalarType.Float64, generator: generator);
        const double step = 1e-8;

        (Tensor expected, Tensor found) = NetworkViews.InDoublePrecision(network, () => (
            (Logits(images + (step * changes)) - Logits(images - (step * changes))) / (2 * step),
            (NetworkViews.Slopes(network, images, 3) * changes).sum([1L, 2L, 3L])));

        ((found - expected).norm() / expected.norm()).item<double>().ShouldBeLessThan(1e-4);

        Tensor Logits(Tensor pixels) => network.call(pixels).select(1, 3).detach();
    }

    [Fact]
    public void FirstLayerFilters_ShippedModel_ShowsOneForEachChannel() =>
        NetworkViews.FirstLayerFilters(Reader.Model.Network).ToHtml().Split("<image").Length
            .ShouldBe(((DigitCnn)Reader.Model.Network).Options.Blocks[0].Channels + 1);

    [Fact]
    public void Of_Robustness_UnchangedDigitsComeFirstAndAreReadAsTheyAre()
    {
        TableOutput table = Robustness.Of(Reader.Classifier, Digits, count: 100).Table!;

        double unchanged = Evaluator.Evaluate(Reader.Classifier, Digits.Take(100)).Accuracy;
        table.Rows[0].Take(2).ShouldBe(["as they are", $"{100 * unchanged:0.0} %"]);
        table.Rows.Count.ShouldBe(1 + (2 * Corruption.All.Count));
    }

    [Fact]
    public void Run_FineTuning_LeavesTheModelItBeganWith()
    {
        float[] before = Reader.Classifier.Classify(Digits.Image(0)).Logits.ToArray();

        var taught = FineTuning.Run(Reader, Digits.Take(20), Digits, steps: 3);

        DigitClassifier.FromModel(Reader.Model).Classify(Digits.Image(0)).Logits.ShouldBe(before);
        DigitClassifier.FromModel(taught.Model).Classify(Digits.Image(0)).Logits.ShouldNotBe(before);
        taught.ToPlainText().ShouldContain("before");
    }

    [Fact]
    public void Run_FineTuningOfANetworkOfOnesOwn_TeachesACopyThatThePadTakes()
    {
        TrainingOptions options = new() { Epochs = 1, Threads = 1 };
        Module<Tensor, Tensor> Network() => Sequential(Flatten(), Linear(784, 32), GELU(), Linear(32, 10));
        var mine = ReadingModel.Of(new Trainer(options, Network).Train(new TrainingData(Digits, Digits.Take(50))).Model);
        float[] before = mine.Classifier.Classify(Digits.Image(0)).Logits.ToArray();

        var taught = FineTuning.Run(mine, Digits.Take(20), Digits, steps: 3);

        DigitClassifier.FromModel(mine.Model).Classify(Digits.Image(0)).Logits.ShouldBe(before);
        DigitClassifier.FromModel(taught.Model).Classify(Digits.Image(0)).Logits.ShouldNotBe(before);
        new global::HandwrittenDigits.Notebooks.DrawingPad(taught.Model).ToPlainText().ShouldContain("Drawing pad");
    }

    [Fact]
    public void Run_FineTuningOnOneDrawing_ShowsItAndSaysWhatIsMissing()
    {
        var one = FineTuning.Run(Reader, Digits.Take(1), Digits);

        one.ToPlainText().ShouldContain("One drawing so far");
        one.ToHtml().ShouldContain("<svg");
    }

    [Fact]
    public void Run_FineTuningOnNoDrawing_IsRefused() =>
        Should.Throw<ArgumentException>(() => FineTuning.Run(Reader, Digits.Take(0), Digits)).Message.ShouldContain("two at least");
}
