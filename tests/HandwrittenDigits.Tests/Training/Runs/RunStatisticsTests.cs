using HandwrittenDigits.Data;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Runs;

namespace HandwrittenDigits.Tests.Training.Runs;

public sealed class RunStatisticsTests
{
    // R: 2 * pbinom(k, n, 0.5), and binom.test.
    [Theory]
    [InlineData(10, 2, 0.038574)]
    [InlineData(2, 10, 0.038574)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 8, 0.0078125)]
    [InlineData(60, 40, 0.056888)]
    public void McNemar_ExactTest_IsTheBinomials(int onlyFirst, int onlySecond, double expected) =>
        new ImageComparison("a", "b", 1000, onlyFirst, onlySecond).PValue.ShouldBe(expected, 1e-6);

    [Fact]
    public void ImageComparison_OfAnswers_CountsWhatOneReadsAndTheOtherDoesNot()
    {
        var images = new DigitDataset("five", new byte[5 * 784], new byte[] { 1, 2, 3, 4, 5 });

        var comparison = ImageComparison.Of(new("m", "i", "12345"), new("n", "i", "12099"), images, ("a", "b"));

        (comparison.OnlyFirst, comparison.OnlySecond).ShouldBe((3, 0));
        comparison.ToString().ShouldContain("no sign that one is better");
    }

    // R: t.test(c(.98, .97, .99), c(.97, .965, .975), paired = TRUE): t = 3.4641, p = 0.07418.
    [Fact]
    public void SeedComparison_OfPairs_IsThePairedTTest()
    {
        RunGroup better = Group("a", (1, 0.98), (2, 0.97), (3, 0.99), (9, 0.1));
        RunGroup worse = Group("b", (3, 0.975), (1, 0.97), (2, 0.965));

        SeedComparison comparison = SeedComparison.Of(better, worse).ShouldNotBeNull();

        comparison.Seeds.ShouldBe(3);
        comparison.MeanDifference.ShouldBe(0.01, 1e-9);
        comparison.PValue.ShouldBe(0.07418, 1e-5);
        comparison.ToString().ShouldContain("74 of 1,000");
    }

    [Fact]
    public void SeedComparison_WithOneCommonSeed_SaysNothing() =>
        SeedComparison.Of(Group("a", (1, 0.98), (2, 0.97)), Group("b", (2, 0.9))).ShouldBeNull();

    [Fact]
    public void Groups_OfRuns_LeaveOutTheSeedAndComeBestFirst()
    {
        RunSummary[] runs = [Run("0.1", 1, 0.9), Run("0.2", 1, 0.95), Run("0.1", 2, 0.92), Run("0.2", 2, 0.97)];

        IReadOnlyList<RunGroup> groups = RunGroup.Of(runs);

        groups.Select(group => group.Name).ShouldBe(["learningRate=0.2", "learningRate=0.1"]);
        groups[0].Validation.ShouldNotBeNull().Mean.ShouldBe(0.96, 1e-9);
        groups[0].Validation!.StandardDeviation.ShouldNotBeNull().ShouldBe(Math.Sqrt(0.0002), 1e-9);
        groups[0].Test.ShouldBeNull();
    }

    [Fact]
    public void Warnings_WhereOnlySomeHaveReadTheTestSet_AreNone()
    {
        RunSummary one = Run("0.1", 1, 0.9);
        RunSummary judged = Judged(Run("0.2", 1, 0.9), "MNIST test, 10,000 (aa)");

        RunDifferences.Warnings([one, judged, judged]).ShouldBeEmpty();
        RunDifferences.Warnings([one, judged, Judged(one, "drawn, 100 (bb)")]).ShouldHaveSingleItem()
            .ShouldContain("judged on different test images");

        static RunSummary Judged(RunSummary run, string images) =>
            run with { TestAccuracy = 0.9, Recorded = new Dictionary<string, string>(run.Recorded) { ["images.test"] = images } };
    }

    private static RunGroup Group(string name, params (int Seed, double Accuracy)[] runs) =>
        new(name, [.. runs.Select(run => Run(name, run.Seed, run.Accuracy))]);

    private static RunSummary Run(string learningRate, int seed, double accuracy) => new()
    {
        Name = $"{learningRate}-{seed}",
        Folder = ".",
        State = RunState.Complete,
        EpochsPlanned = 1,
        Monitor = MonitoredMetric.ValidationAccuracy,
        Epochs = [new EpochMetrics(1, 0.1, 0.1, accuracy, 0.01, 1, 100)],
        Recorded = new Dictionary<string, string> { ["learningRate"] = learningRate, ["seed"] = $"{seed}" },
    };
}
