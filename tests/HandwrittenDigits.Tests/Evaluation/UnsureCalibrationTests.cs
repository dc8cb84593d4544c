using HandwrittenDigits.Evaluation;
using HandwrittenDigits.Inference;
using HandwrittenDigits.Modeling;

namespace HandwrittenDigits.Tests.Evaluation;

public sealed class UnsureCalibrationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.25)]
    public void Fit_OnRealDigits_RefusesNoMoreThanAllowed(double allowed)
    {
        float[] digits = Rows(1000, peak: 8, spread: 3, seed: 1);

        UnsureRule rule = UnsureCalibration.Fit(digits, [], allowed);

        Refused(rule, digits).ShouldBe(allowed, 1e-9);
    }

    [Fact]
    public void Fit_WithNonDigits_TellsThemFromDigits()
    {
        // A margin as large as a digit's, but all logits lie low: only a rule that was shown such things sees it.
        float[] digits = Rows(2000, peak: 8, spread: 1, seed: 1);
        float[] others = Array.ConvertAll(Rows(2000, peak: 8, spread: 1, seed: 2), logit => logit - 5);

        UnsureRule rule = UnsureCalibration.Fit(digits, others);

        Refused(rule, digits).ShouldBeLessThanOrEqualTo(0.01);
        Refused(rule, others).ShouldBeGreaterThan(0.99);
        Refused(UnsureCalibration.Fit(digits, []), others).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Fit_WithNonDigitsThatAreEasilyTold_RefusesEnoughOfThemAndFewerDigitsThanAllowed()
    {
        // One of two hundred digits looks like what is none.
        float[] digits = [.. Rows(1990, peak: 8, spread: 1, seed: 1), .. Rows(10, peak: 0, spread: 1, seed: 2)];
        float[] others = Rows(2000, peak: 0, spread: 1, seed: 3);

        UnsureRule rule = UnsureCalibration.Fit(digits, others, maxRefusedDigits: 0.1);

        Refused(rule, digits).ShouldBeInRange(0.001, 0.005);
        Refused(rule, others).ShouldBe(0.98, 1e-3);
    }

    [Fact]
    public void FromJson_OfToJson_IsTheSameRule()
    {
        UnsureRule rule = UnsureCalibration.Fit(Rows(100, 8, 3, 1), Rows(100, 2, 3, 2));

        var read = UnsureRule.FromJson(rule.ToJson());

        read.Weights.ShouldBe(rule.Weights);
        read.MinScore.ShouldBe(rule.MinScore);
        rule.ToJson().ShouldStartWith("{\"weights\":[");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"weights":[1,2],"minScore":1}""")]
    [InlineData("""{"weights":null,"minScore":1}""")]
    public void FromJson_OfNoRule_IsRefused(string json) =>
        Should.Throw<ModelFormatException>(() => UnsureRule.FromJson(json, "digits.safetensors")).Message.ShouldStartWith(
            "digits.safetensors: ");

    private static double Refused(UnsureRule rule, float[] logits)
    {
        int count = logits.Length / 10;
        return (double)Enumerable.Range(0, count).Count(i => rule.Refuses(logits.AsSpan(i * 10, 10))) / count;
    }

    private static float[] Rows(int count, double peak, double spread, int seed)
    {
        var random = new Random(seed);
        float[] logits = new float[count * 10];
        for (int i = 0; i < logits.Length; i++)
        {
            double center = i % 10 == i / 10 % 10 ? peak : 0;
            logits[i] = (float)(center + (spread * (random.NextDouble() - 0.5)));
        }

        return logits;
    }
}
