using System.Text.RegularExpressions;
using HandwrittenDigits.Data;
using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Interop;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Tests.Interop;

namespace HandwrittenDigits.Tests.Inference;

/// <summary>The model in <c>models/</c>, whichever it is: what is said of it is measured again.</summary>
public sealed partial class ShippedModelTests
{
    private static readonly DigitClassifier Classifier = DigitClassifier.LoadShipped();

    // Ten thousand images take seconds, so the tests share one reading.
    private static readonly Lazy<float[]> Logits = new(
        () => new ManagedNetwork(Classifier.Network).LogitsBatch(MnistTestSet.Load().Pixels, Environment.ProcessorCount));

    private static ModelMetadata Metadata => ModelMetadata.Read(ShippedModel.File, ShippedModel.Name);

    [Fact]
    public void Accuracy_OnMnistsTestSet_IsWhatTheFileAndTheCardSay()
    {
        DigitDataset test = MnistTestSet.Load();

        EvaluationReport report = Evaluator.Measure(Logits.Value, test.Labels.Span, test.Name, Classifier.Temperature);

        // The file's figure was measured by libtorch, whose sums may round a close call the other way.
        double oneImage = 1.0 / report.Count;
        report.Accuracy.ShouldBe(Metadata.Metrics["test accuracy"], oneImage * 1.01);
        CardFigures("MNIST's 10,000 test images").Take(3).ShouldBe(
        [
            $"{report.Accuracy * 100:0.00}", $"{report.AccuracyInterval.Lower * 100:0.00}", $"{report.AccuracyInterval.Upper * 100:0.00}",
        ]);
    }

    [Fact]
    public void Parameters_OfTheNetwork_AreWhatTheCardSays() =>
        Card().ShouldContain($"{Metadata.Network!.ParameterCount:N0} parameters");

    [Fact]
    public void Logits_OnMnistsTestSet_AreThoseOfOnnxRuntime()
    {
        DigitDataset test = MnistTestSet.Load();
        float[] expected = Logits.Value;

        float[] found = OnnxExporterTests.Run(OnnxExporter.ToBytes(Classifier.Network), test.Pixels.Span);

        found.Length.ShouldBe(expected.Length);
        found.Zip(expected, (onnx, managed) => Math.Abs(onnx - managed)).Max().ShouldBeLessThan(1e-4f);
        Answers(found).ShouldBe(Answers(expected));
    }

    private static IEnumerable<int> Answers(float[] logits) => logits.Chunk(DigitDataset.ClassCount).Select(row => row.IndexOf(row.Max()));

    private static string Card() => File.ReadAllText(Path.Combine(Repository.Root, "models", "README.md"));

    // The numbers of the row of the card's table that begins with this.
    private static IEnumerable<string> CardFigures(string row)
    {
        string line = Card().Split('\n').Single(line => line.StartsWith($"| {row}", StringComparison.Ordinal));
        return Numbers().Matches(line[(row.Length + 2)..]).Select(match => match.Value);
    }

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Numbers();
}
