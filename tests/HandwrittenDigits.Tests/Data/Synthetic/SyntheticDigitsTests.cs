using CsCheck;
using HandwrittenDigits.Data;
using HandwrittenDigits.Data.Synthetic;
using HandwrittenDigits.Imaging;

namespace HandwrittenDigits.Tests.Data.Synthetic;

public sealed class SyntheticDigitsTests
{
    [Fact]
    public void Dataset_SameSeed_IsTheSameOnEveryMachine()
    {
        DigitDataset digits = SyntheticDigits.Dataset(1000, seed: 7);

        digits.ContentHash().ShouldBe(SyntheticDigits.Dataset(1000, seed: 7).ContentHash());
        digits.ContentHash().ShouldBe(
            "c518b6d2986e28ab7dfdaf889626f39eb630d210b64435ac3fbf3218990685c4",
            "another result under the same seed needs another SyntheticDigits.Version");
    }

    [Fact]
    public void Dataset_AnotherSeed_IsOtherDigits() =>
        SyntheticDigits.Dataset(100, seed: 1).ContentHash().ShouldNotBe(SyntheticDigits.Dataset(100, seed: 2).ContentHash());

    [Fact]
    public void Dataset_AskedForMore_BeginsWithTheSameDigits() =>
        SyntheticDigits.Dataset(300, seed: 3).Take(40).ContentHash().ShouldBe(SyntheticDigits.Dataset(40, seed: 3).ContentHash());

    [Fact]
    public void Dataset_OfAnyCount_IsBalancedAndSaysItIsSynthetic() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int).Sample((count, seed) =>
        {
            DigitDataset digits = SyntheticDigits.Dataset(count, seed);
            return digits.Count == count && digits.IsSynthetic && digits.ClassCounts.Max() - digits.ClassCounts.Min() <= 1;
        }, iter: 20);

    [Fact]
    public void Dataset_IsInTheOrderOfTheDrawings()
    {
        DigitDataset digits = SyntheticDigits.Dataset(50, seed: 4);

        SyntheticDigits.Drawings(50, seed: 4).Select(drawing => drawing.Label).ShouldBe(Enumerable.Range(0, 50).Select(digits.Label));
    }

    [Fact]
    public void Dataset_WiderPens_HaveMoreInk()
    {
        static double Ink(double pen) => SyntheticDigits.Dataset(100, seed: 5, new() { ThinnestPen = pen, WidestPen = pen })
            .Pixels.ToArray().Average(value => (double)value);

        Ink(3).ShouldBeGreaterThan(Ink(2) * 1.2);
    }

    [Fact]
    public void Dataset_NoVariationInHand_StillWritesEveryDigit() =>
        SyntheticDigits.Dataset(200, seed: 6, new() { Variation = 0 }).ClassCounts.ShouldAllBe(count => count == 20);

    [Theory]
    [InlineData(-0.1, 2, 3)]
    [InlineData(2.1, 2, 3)]
    [InlineData(double.NaN, 2, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(1, 0.1, 2)]
    [InlineData(1, 2, 9)]
    public void Dataset_ImpossibleOptions_AreRefused(double variation, double thinnest, double widest) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SyntheticDigits.Dataset(
            1, seed: 1, new() { Variation = variation, ThinnestPen = thinnest, WidestPen = widest }));

    [Fact]
    public void Drawings_OfAnySeed_AreAboutTwoHundredUnitsHighAndFinite() =>
        Gen.Int.Sample(seed => SyntheticDigits.Drawings(20, seed).All(drawing =>
            InkBox.Of(drawing.Drawing) is { } box && Math.Max(box.Width, box.Height) is > 80 and < 500), iter: 50);

    [Fact]
    public void Allographs_EachWayOfEachDigit_LeavesInk()
    {
        for (int digit = 0; digit < 10; digit++)
        {
            foreach (Allograph way in Allographs.Of(digit))
            {
                var pen = new Pen(new SeededRandom(1, digit), sloppiness: 0);
                way.Draw(pen);
                DigitImage image = StrokeRasterizer.Rasterize(new Hand(new SeededRandom(2, digit), variation: 0).Write(pen));
                image.Pixels.ToArray().Count(value => value > 127).ShouldBeGreaterThan(30);
            }
        }
    }

    [Fact]
    public void SeededRandom_Bell_HasMeanZeroAndDeviationOne()
    {
        var random = new SeededRandom(1, 2);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.Bell())];

        values.Average().ShouldBe(0, 0.02);
        values.Average(value => value * value).ShouldBe(1, 0.02);
    }

    [Fact]
    public void Pen_OnCircle_IsTheCircleToHalfADegree() =>
        Gen.Double[-3, 3].Sample(turns =>
        {
            (double cos, double sin) = Pen.OnCircle(turns);
            return Math.Abs(Math.Sqrt((cos * cos) + (sin * sin)) - 1) < 1e-12
                && Math.Abs(cos - Math.Cos(turns * Math.Tau)) < 0.01 && Math.Abs(sin - Math.Sin(turns * Math.Tau)) < 0.01;
        });
}
