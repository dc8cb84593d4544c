using System.Text.Json;
using HandwrittenDigits.Evaluation;

namespace HandwrittenDigits.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly byte[] Labels = [0, 0, 0, 1, 1, 2];

    // Read as 0, 0, 1, 1, 0, 1.
    private static readonly float[] Logits =
        [.. Row(0, 4f), .. Row(0, 2f), .. Row(1, 6f), .. Row(1, 3f), .. Row(0, 1f), .. Row(1, 5f)];

    [Fact]
    public void Measure_CountsWhatWasReadAsWhat()
    {
        EvaluationReport report = Evaluator.Measure(Logits, Labels, "six");

        report.Data.ShouldBe("six");
        report.Count.ShouldBe(6);
        report.Correct.ShouldBe(3);
        report.Accuracy.ShouldBe(0.5);
        report.AccuracyInterval.ShouldBe(Interval.Wilson(3, 6));
        report.Confusion[0, 1].ShouldBe(1);
        report.Confusion.Rows.Sum(row => row.Sum()).ShouldBe(6);
        report.ConfusedPairs.ShouldBe([new(0, 1, 1), new(1, 0, 1), new(2, 1, 1)], ignoreOrder: true);
    }

    [Fact]
    public void Measure_ScoresEachClass()
    {
        EvaluationReport report = Evaluator.Measure(Logits, Labels);

        report.Classes[0].ShouldBe(new ClassScore(0, 3, 2 / 3.0, 2 / 3.0, 2 / 3.0));
        report.Classes[1].ShouldBe(new ClassScore(1, 2, 1 / 3.0, 0.5, 0.4));
        report.Classes[2].ShouldBe(new ClassScore(2, 1, null, 0, 0));
        report.Classes[3].ShouldBe(new ClassScore(3, 0, null, null, null));
    }

    [Fact]
    public void Measure_PutsTheHardestFirst()
    {
        EvaluationReport report = Evaluator.Measure(Logits, Labels, hardest: 2);

        report.Hardest.Select(example => example.Index).ShouldBe([2, 5]);
        report.Hardest[0].Predicted.ShouldBe(1);
        report.Hardest[0].IsError.ShouldBeTrue();
        report.Hardest[0].ActualProbability.ShouldBe(1 / (9 + Math.Exp(6)), 1e-9);
        report.Hardest[0].PredictedProbability.ShouldBe(Math.Exp(6) / (9 + Math.Exp(6)), 1e-9);
    }

    [Fact]
    public void Measure_AsJson_HoldsTheFigures()
    {
        JsonElement json = JsonSerializer.SerializeToElement(Evaluator.Measure(Logits, Labels), JsonSerializerOptions.Web);

        json.GetProperty("accuracy").GetDouble().ShouldBe(0.5);
        json.GetProperty("count").GetInt32().ShouldBe(6);
        json.GetProperty("accuracyInterval").GetProperty("lower").GetDouble().ShouldBeGreaterThan(0);
        json.GetProperty("confusion").GetProperty("rows")[0][1].GetInt32().ShouldBe(1);
        json.GetProperty("calibration").GetProperty("bins").GetArrayLength().ShouldBe(15);
    }

    [Fact]
    public void Measure_OfThingsThatDoNotFit_SaysSo()
    {
        Should.Throw<ArgumentException>(() => Evaluator.Measure(new float[19], [1, 2])).Message.ShouldContain("20 logits, not 19");
        Should.Throw<ArgumentException>(() => Evaluator.Measure([], [])).Message.ShouldContain("no image");
        Should.Throw<ArgumentException>(() => Evaluator.Measure(new float[10], [10])).Message.ShouldContain("0 to 9");
        Should.Throw<ArgumentException>(() => Evaluator.Measure([.. Row(0, float.NaN)], [1])).Message.ShouldContain("NaN");
    }

    private static float[] Row(int digit, float logit)
    {
        float[] row = new float[10];
        row[digit] = logit;
        return row;
    }
}
