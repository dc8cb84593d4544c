using HandwrittenDigits.Modeling;
using HandwrittenDigits.Notebooks.Monitoring;

namespace HandwrittenDigits.Notebooks.Tests.Monitoring;

public sealed class NetworkTableTests
{
    [Fact]
    public void Of_SmallNetwork_AddsUpToItsParametersAndWork()
    {
        IReadOnlyList<IReadOnlyList<string>> rows = NetworkTable.Of(DigitCnnOptions.Small).Rows;

        rows[^1].ShouldBe(["in all", "", "61,426", "4,190,496"]);
        rows.SkipLast(1).Sum(row => Number(row[2])).ShouldBe(61_426);
        rows.SkipLast(1).Sum(row => Number(row[3])).ShouldBe(4_190_496);
        rows.Select(row => row[1]).ShouldContain("96 × 3 × 3");
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.NumberStyles.AllowThousands);
}
