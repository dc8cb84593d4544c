using HandwrittenDigits.Evaluation;

namespace HandwrittenDigits.Tests.Evaluation;

public sealed class IntervalTests
{
    // The ends are the two roots p of (p - share)^2 = z^2 p (1 - p) / n.
    [Theory]
    [InlineData(8, 10, 0.4901625, 0.9433178)]
    [InlineData(0, 10, 0, 0.2775328)]
    [InlineData(10, 10, 0.7224672, 1)]
    [InlineData(9955, 10000, 0.9939844, 0.9966350)]
    public void Wilson_OfKnownCounts_SolvesTheScoreEquation(int successes, int count, double lower, double upper)
    {
        var interval = Interval.Wilson(successes, count);

        interval.Lower.ShouldBe(lower, 1e-6);
        interval.Upper.ShouldBe(upper, 1e-6);
    }

    [Fact]
    public void Wilson_OfNothing_IsEverything() => Interval.Wilson(0, 0).ShouldBe(new Interval(0, 1));

    [Fact]
    public void Wilson_OfMoreSuccessesThanTrials_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => Interval.Wilson(3, 2));
}
